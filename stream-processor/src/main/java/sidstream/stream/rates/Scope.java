// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

/**
 * What a tally is of: everything, or one campaign.
 *
 * @param key record key on rates
 */
public record Scope(String key) {

  public static final Scope ALL = new Scope("all");

  public static Scope campaign(String id) {
    return new Scope("campaign:" + id);
  }
}
