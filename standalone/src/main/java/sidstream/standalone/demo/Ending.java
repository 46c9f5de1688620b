// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How a two-leg call ends. */
enum Ending {
  COMPLETED("completed", "completed", "completed", 0),
  NO_ANSWER("no-answer", "completed", "no-answer", 55),
  BUSY("busy", "completed", "busy", 22),
  /** The agent was not reached, so the contact was never dialled. */
  FAILED("failed", "failed", null, 15),
  /** The agent hung up before the contact answered. */
  CANCELED("canceled", "completed", "canceled", 8);

  private static final int ALL_MISSES = 100;

  final String word;
  final String agentLeg;
  final @Nullable String contactLeg;
  private final int shareOfMisses;

  Ending(String word, String agentLeg, @Nullable String contactLeg, int shareOfMisses) {
    this.word = word;
    this.agentLeg = agentLeg;
    this.contactLeg = contactLeg;
    this.shareOfMisses = shareOfMisses;
  }

  /**
   * @param connected share of calls that both sides answer
   */
  static Ending draw(double connected, Random random) {
    if (random.nextDouble() < connected) {
      return COMPLETED;
    }
    int dart = random.nextInt(ALL_MISSES);
    for (Ending miss : values()) {
      dart -= miss.shareOfMisses;
      if (dart < 0) {
        return miss;
      }
    }
    return NO_ANSWER;
  }
}
