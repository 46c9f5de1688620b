// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What every single request was answered, by its number in the plan. */
final class Ledger {

  private final short[] statuses;
  private final @Nullable String[] receipts;

  Ledger(int requests) {
    statuses = new short[requests];
    receipts = new String[requests];
  }

  void answered(int request, int status, @Nullable String receipt) {
    statuses[request] = (short) status;
    receipts[request] = receipt;
  }

  /** Whether its sender was told that it is durable. */
  boolean promised(int request) {
    return statuses[request] == 200;
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

  @Override
  public String toString() {
    return Arrays.toString(statuses);
  }
}
