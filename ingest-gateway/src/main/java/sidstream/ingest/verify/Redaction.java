// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sidstream.chassis.config.Secret;

/**
 * Takes a source's live secrets out of what is logged or published. Pure and thread-safe; what
 * holds no secret comes back as it is.
 */
public final class Redaction {

  /** Knows no secret and changes nothing. */
  public static final Redaction NONE = new Redaction(List.of());

  private static final String REDACTED = "[redacted]";

  private final List<Secret> secrets;

  /**
   * @param secrets current and previous ones
   */
  public Redaction(List<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /**
   * A raw query or body without secrets; the same array when there was none.
   *
   * @param raw bytes as received; not changed
   */
  public byte[] bytes(byte[] raw) {
    String text = new String(raw, ISO_8859_1);
    String clean = text;
    for (Secret secret : secrets) {
      clean = clean.replace(secret.reveal(), REDACTED);
    }
    return clean.equals(text) ? raw : clean.getBytes(ISO_8859_1);
  }

  /**
   * A decoded query without the pairs that hold a secret.
   *
   * @param query not changed
   */
  public Map<String, String> values(Map<String, String> query) {
    Map<String, String> clean = new HashMap<>(query);
    clean.values().removeIf(this::holdsSecret);
    return clean;
  }

  private boolean holdsSecret(String text) {
    return secrets.stream().anyMatch(secret -> text.contains(secret.reveal()));
  }
}
