// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.util.Locale;
import java.util.function.Consumer;

/** What is fuzzed by coverage; each has its kept corpus in a directory of its name. */
enum Target {
  BODY(BodyTarget.class, BodyTarget::fuzzerTestOneInput),
  SOURCE(SourceTarget.class, SourceTarget::fuzzerTestOneInput),
  TWILIO(TwilioTarget.class, TwilioTarget::fuzzerTestOneInput),
  VERIFIER(VerifierTarget.class, VerifierTarget::fuzzerTestOneInput),
  REDACTION(RedactionTarget.class, RedactionTarget::fuzzerTestOneInput);

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // a static method
  private final Consumer<byte[]> once;

  Target(Class<?> type, Consumer<byte[]> once) {
    this.type = type;
    this.once = once;
  }

  Class<?> type() {
    return type;
  }

  String directory() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Runs it with one input; throws when a claim does not hold. */
  void once(byte[] input) {
    once.accept(input);
  }
}
