// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

/** The app cannot start, for a reason that its user can mend. The message is that reason. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
