// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Instant;
import java.util.Random;

/**
 * One contact of one campaign.
 *
 * @param campaign the provider's campaign id
 * @param lead the team's own id of the contact
 * @param number its telephone number without trunk zero or country code; made up
 */
record Contact(String campaign, String lead, String number) {

  static Contact of(String campaign, Random random) {
    return new Contact(
        campaign,
        "lead-%06d".formatted(random.nextInt(1_000_000)),
        "99999%05d".formatted(random.nextInt(100_000)));
  }

  /** As older callbacks write it. */
  String dialled() {
    return '0' + number;
  }

  /** As newer callbacks write it. */
  String e164() {
    return "+91" + number;
  }

  /** What the team put into the callback URLs. */
  String query() {
    return "campaign=" + campaign + "&lead=" + lead;
  }

  /**
   * An id as the provider makes them: 32 of 0-9 and a-z. It ends with the second it was made in, so
   * that two runs with the same seed do not share one.
   */
  static String newSid(Random random, Instant now) {
    return "%016x%08x%08x".formatted(random.nextLong(), random.nextInt(), now.getEpochSecond());
  }
}
