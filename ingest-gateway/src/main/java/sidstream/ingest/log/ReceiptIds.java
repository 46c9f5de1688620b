// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes receipt ids: version 7 of RFC 9562, which sort by time. Unique, not secret: 74 random bits
 * per millisecond come from a generator of each thread that was seeded once, since asking the
 * system's secure source each time makes threads wait for each other.
 */
public final class ReceiptIds {

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long UNDER_VARIANT = 0x3fff_ffff_ffff_ffffL;

  private final ThreadLocal<SplittableRandom> random =
      ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

  /**
   * @param epochMillis time of the receipt
   */
  public String next(long epochMillis) {
    SplittableRandom bits = random.get();
    long high = (epochMillis << 16) | VERSION | (bits.nextLong() >>> 52);
    return new UUID(high, VARIANT | (bits.nextLong() & UNDER_VARIANT)).toString();
  }
}
