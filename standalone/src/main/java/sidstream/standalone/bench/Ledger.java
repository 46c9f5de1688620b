// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import org.jspecify.annotations.Nullable;

/** What every single request was answered, by its number in the plan. */
final class Ledger {

  private final short[] statuses;
  private final @Nullable String[] receipts;
  private final long[] sent;
  private final long[] answered;

  Ledger(int requests) {
    statuses = new short[requests];
    receipts = new String[requests];
    sent = new long[requests];
    answered = new long[requests];
  }

  void sent(int request, long nanoTime) {
    sent[request] = nanoTime;
  }

  void answered(int request, int status, @Nullable String receipt) {
    answered[request] = System.nanoTime();
    statuses[request] = (short) status;
    receipts[request] = receipt;
  }

  /** Whether its sender was told that it is durable. */
  boolean promised(int request) {
    return statuses[request] == 200;
  }

  /** Whether the one was answered before the other was sent: then their order is defined. */
  boolean precedes(int request, int other) {
    return answered[request] < sent[other];
  }

  /** The receipt its sender was given; null when none. */
  @Nullable String receipt(int request) {
    return receipts[request];
  }

  int size() {
    return statuses.length;
  }

  int promises() {
    int promises = 0;
    for (short status : statuses) {
      promises += status == 200 ? 1 : 0;
    }
    return promises;
  }
}
