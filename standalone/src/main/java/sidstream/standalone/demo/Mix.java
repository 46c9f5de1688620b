// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/**
 * What a campaign is like, as shares from 0 to 1.
 *
 * @param connected contacts that answer, give or take a fifth from wave to wave
 * @param messaged contacts that get a message too
 * @param repeated webhooks that come twice
 * @param late webhooks that others overtake
 */
public record Mix(double connected, double messaged, double repeated, double late) {

  /** A fair list of contacts, and a provider as it is. */
  public static final Mix TYPICAL = new Mix(0.5, 0.6, 0.03, 0.03);
}
