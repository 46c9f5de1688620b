// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What analysts may see of a number: a keyed token (equal numbers have equal tokens, and nobody
 * without the key can try all numbers), the masked number, its region.
 */
public final class Privacy {

  private static final String HMAC = "HmacSHA256";
  private static final int TOKEN_BYTES = 12;
  private static final Pattern NUMBER_LIKE = Pattern.compile("\\+?[0-9][0-9 ()./-]{6,}[0-9]");
  private static final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  private final SecretKeySpec key;

  /**
   * @param key secret of the installation; another key gives other tokens
   */
  public Privacy(String key) {
    this.key = new SecretKeySpec(key.getBytes(UTF_8), HMAC);
  }

  /** 24 hex digits that stand for the text. */
  public @Nullable String token(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] digest = mac.doFinal(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, TOKEN_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
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

  /** ISO 3166 region of an E.164 number; null where it has none. */
  public @Nullable String region(@Nullable String e164) {
    if (e164 == null || !e164.startsWith("+")) {
      return null;
    }
    try {
      return numbers.getRegionCodeForNumber(numbers.parse(e164, null));
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** An id that a user chose, as it is; its token where the user chose a telephone number. */
  public @Nullable String reference(@Nullable String id) {
    return id != null && NUMBER_LIKE.matcher(id.strip()).matches() ? token(id) : id;
  }
}
