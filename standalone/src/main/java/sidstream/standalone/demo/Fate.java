// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Random;

/** What becomes of a message: the provider's words, and what they mean. */
enum Fate {
  HANDSET("sent", 20005, "DELIVERED_TO_HANDSET", "delivered", 72),
  OPERATOR("sent", 20006, "DELIVERED_TO_OPERATOR", "accepted", 10),
  DND("failed_dnd", 23005, "FAILED_REJECTED_DND", "failed", 6),
  DLT_TEMPLATE("failed", 23185, "DLT_TEMPLATE_DOES_NOT_MATCH", "failed", 5),
  DLT_SCRUBBING("failed", 23083, "FAILED_DLT_SCRUBBING_ERROR", "failed", 2),
  UNAVAILABLE("failed", 23035, "FAILED_SUBSCRIBER_UNAVAILABLE", "failed", 5);

  final String word;
  final int code;
  final String detail;
  final String outcome;
  private final int share;

  Fate(String word, int code, String detail, String outcome, int share) {
    this.word = word;
    this.code = code;
    this.detail = detail;
    this.outcome = outcome;
    this.share = share;
  }

  /** Rejected by the register of templates before it was ever sent. */
  boolean neverSent() {
    return this == DLT_TEMPLATE || this == DLT_SCRUBBING;
  }

  static Fate draw(Random random) {
    int dart = random.nextInt(100);
    for (Fate fate : values()) {
      dart -= fate.share;
      if (dart < 0) {
        return fate;
      }
    }
    return HANDSET;
  }
}
