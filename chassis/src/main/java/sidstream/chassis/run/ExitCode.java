// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

/** Every way in which an app ends. The log survives all of them, so restarting is safe. */
public enum ExitCode {
  /** Stopped as asked, everything drained. */
  OK(0),
  /** A bug, or a fault nobody foresaw. */
  CRASHED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The configuration is wrong: see the list of problems. */
  BAD_CONFIG(3),
  /** An address is taken or a directory cannot be written. */
  CANNOT_START(4),
  /** Stopped as asked, but the drain took longer than allowed; the rest is in the log. */
  DRAIN_TIMEOUT(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
