// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sidstream.stream.rates.Scope;

/**
 * What rules can watch besides what is counted: the apps themselves, the way to the CRM, and
 * campaigns.
 */
public sealed interface Sign permits VitalSign, CrmSign, CampaignSign {

  /** As an enum's constant has it. */
  String name();

  /** Its name in configuration. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning();

  /** Whether it is a part of a whole, from 0 to 1. */
  boolean isShare();

  /** Of which kind of thing it tells. */
  Scope.Kind scope();

  /** Of everything that there is something to say about. */
  Map<Scope, Reading> read(Readings readings, Duration window);

  /**
   * A value.
   *
   * @param sample on how many answers, calls or contacts it rests
   */
  record Reading(double value, long sample) {}

  static Stream<Sign> all() {
    return Stream.of(VitalSign.values(), CrmSign.values(), CampaignSign.values())
        .flatMap(Stream::<Sign>of);
  }

  static Optional<Sign> named(String word) {
    return all().filter(sign -> sign.word().equals(word)).findFirst();
  }
}
