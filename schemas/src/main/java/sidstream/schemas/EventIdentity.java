// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sidstream.schemas.record.WebhookEvent;

/**
 * What makes an event the event it is: the Sid orders and partitions, (source, Sid, step) names the
 * event, and its content tells a repeat from an amendment. The bare Sid is no identity: {@code
 * answered} fires once per leg and shares its CallSid with {@code terminal}.
 *
 * @param source provider, for example {@code exotel}
 * @param sid the provider's id of the call, message or campaign
 * @param step which moment in the life of the Sid
 */
public record EventIdentity(String source, String sid, String step) {

  private static final int LONGEST = 200;

  public static EventIdentity of(WebhookEvent event) {
    return new EventIdentity(event.getSource(), event.getSid(), event.getStep());
  }

  /** Key of every record about the Sid: one Sid, one partition, one order. */
  public String partitionKey() {
    return sid;
  }

  /** Key of the Sid's state: Sids of two providers never share one. */
  public String interactionKey() {
    return source + ':' + sid;
  }

  /**
   * Key under which a receiver may forget repeats: the same after every redelivery, replay and
   * re-partitioning, since it is made from the event alone, never from Kafka coordinates.
   *
   * @param fingerprint the event's content
   * @return at most 200 characters, safe in an HTTP header
   */
  public String idempotencyKey(String fingerprint) {
    String key = source + ':' + sid + ':' + step + ':' + fingerprint;
    return isHeaderSafe(key) ? key : source + ":sha256:" + sha256(key);
  }

  /** Letters and digits of ASCII, and {@code ._~:/+-}. */
  private static boolean isHeaderSafe(String key) {
    boolean safe = key.length() <= LONGEST;
    for (int i = 0; safe && i < key.length(); i++) {
      char c = key.charAt(i);
      safe =
          (c >= '-' && c <= ':')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || c == '_'
              || c == '~'
              || c == '+';
    }
    return safe;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
