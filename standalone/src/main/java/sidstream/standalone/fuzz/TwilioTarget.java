// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

/** As {@link SourceTarget}, for the second provider: the fuzzer knows a target by its class. */
public final class TwilioTarget {

  private TwilioTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    SourceTarget.twilio(bytes);
  }
}
