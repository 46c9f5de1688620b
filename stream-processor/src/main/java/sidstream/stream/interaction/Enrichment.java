// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

/**
 * What is added to that which providers say, and what of it analysts do not see.
 *
 * @param enricher reads webhooks
 * @param privacy hides numbers
 * @param numbering reads numbers
 */
public record Enrichment(Enricher enricher, Privacy privacy, Numbering numbering) {

  /** With the settings as shipped. */
  public static Enrichment standard(Privacy privacy) {
    return of(References.STANDARD, CallingHours.TRAI, privacy, Areas.NONE);
  }

  public static Enrichment of(
      References references, CallingHours hours, Privacy privacy, Areas areas) {
    return new Enrichment(
        new Enricher(references, hours, privacy::shown), privacy, new Numbering(areas));
  }
}
