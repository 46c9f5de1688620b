// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

/**
 * What a value may not pass.
 *
 * @param above whether it is too high above the threshold; else it is too low below
 * @param threshold itself still good
 */
public record Limit(boolean above, double threshold) {

  public static Limit above(double threshold) {
    return new Limit(true, threshold);
  }

  public static Limit below(double threshold) {
    return new Limit(false, threshold);
  }

  boolean isBreachedBy(double value) {
    return above ? value > threshold : value < threshold;
  }

  double worse(double one, double other) {
    return above ? Math.max(one, other) : Math.min(one, other);
  }

  /** For example above. */
  public String word() {
    return above ? "above" : "below";
  }
}
