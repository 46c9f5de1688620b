// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What analysts may see of a number: a keyed token (equal numbers have equal tokens, and nobody
 * without the key can try all numbers) and the masked number.
 */
public final class Privacy {

  private static final String HMAC = "HmacSHA256";
  private static final int TOKEN_BYTES = 12;

  /** Never used itself: its copies need no look-up and have the key. */
  private final Mac keyed;

  /**
   * @param key secret of the installation; another key gives other tokens
   */
  public Privacy(String key) {
    try {
      keyed = Mac.getInstance(HMAC);
      keyed.init(new SecretKeySpec(key.getBytes(UTF_8), HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /** 24 hex digits that stand for the text. */
  public @Nullable String token(@Nullable String text) {
    return text == null ? null : hash(text);
  }

  private String hash(String text) {
    try {
      byte[] digest = ((Mac) keyed.clone()).doFinal(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own " + HMAC + " can be copied", e);
    }
  }

  /** The first three and the last four characters; fewer of a short text. */
  public @Nullable String mask(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int tail = Math.min(4, text.length() / 3);
    int head = Math.min(3, text.length() / 3);
    return text.substring(0, head)
        + "*".repeat(text.length() - head - tail)
        + text.substring(text.length() - tail);
  }

  /**
   * A text that somebody else chose, a campaign's id, a lead's or a Sid, as it is; its token where
   * a telephone number is in it, or a URL, which may be that of a recording.
   */
  public String shown(String text) {
    return NumberLike.in(text) || text.contains("://") ? hash(text) : text;
  }

  /** As {@link #shown}, where there may be none. */
  public @Nullable String reference(@Nullable String text) {
    return text == null ? null : shown(text);
  }
}
