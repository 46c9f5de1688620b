// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * A setting that is never shown: logs, errors and the effective configuration print stars.
 *
 * <p>SmallRye Config turns text into it by the constructor.
 */
public final class Secret {

  /** What is shown instead. */
  static final String STARS = "******";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The clear value, for the one who needs it. */
  public String reveal() {
    return value;
  }

  /** Compares in a time that does not depend on where the texts differ. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return STARS;
  }
}
