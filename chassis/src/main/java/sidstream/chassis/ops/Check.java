// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

/**
 * The truth about a part at one moment.
 *
 * @param ready whether it does its work now
 * @param alive false when only a restart can help
 * @param detail one sentence for people
 */
public record Check(boolean ready, boolean alive, String detail) {

  public static final Check OK = new Check(true, true, "ok");

  /** Does not work now, and may again. */
  public static Check notReady(String why) {
    return new Check(false, true, why);
  }

  /** Will not work again in this process. */
  public static Check dead(String why) {
    return new Check(false, false, why);
  }
}
