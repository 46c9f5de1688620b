// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

/** The spool did not take a record, or could not be read: full, slow, broken or closed. */
public final class SpoolException extends Exception {

  private static final long serialVersionUID = 1L;

  SpoolException(String message) {
    super(message);
  }

  SpoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
