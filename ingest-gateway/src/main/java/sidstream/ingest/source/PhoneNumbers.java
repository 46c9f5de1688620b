// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.Phone;

/**
 * Reads telephone numbers as people and networks of one region write them: with a trunk zero, bare,
 * with the country code, with {@code +} or {@code 00}.
 *
 * <p>Remembers the numbers it saw last, each in the one place that its letters give it: the
 * webhooks of a call repeat the same numbers within seconds, and working one out takes longer than
 * reading a whole body.
 *
 * <p>Lenient: a number of a possible length counts, since number ranges are opened faster than any
 * library learns of them. What is no number ({@code sip:}, sender ids, short codes) keeps its
 * original only.
 */
public final class PhoneNumbers {

  private static final int LONGEST_DIALLED = 31;
  private static final int RECENT = 4096; // a power of two
  private static final int SPREAD = 0x9E3779B1;
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private final String region;
  private final AtomicReferenceArray<@Nullable Phone> recent = new AtomicReferenceArray<>(RECENT);

  /**
   * @param region ISO 3166 code of the region whose national numbers come without a country code,
   *     for example {@code IN}
   * @throws IllegalArgumentException when it is no region with telephones
   */
  public PhoneNumbers(String region) {
    if (LIBRARY.getCountryCodeForRegion(region) == 0) { // reads the region's plan, ahead of use
      throw new IllegalArgumentException("'" + region + "' is no region code such as IN");
    }
    this.region = region;
  }

  public Phone read(String original) {
    if (original.length() > LONGEST_DIALLED) {
      return new Phone(original, null);
    }
    int slot = ((original.hashCode() * SPREAD) >>> 16) & (RECENT - 1);
    Phone known = recent.get(slot);
    if (known != null && known.getOriginal().equals(original)) {
      return known;
    }
    Phone phone = new Phone(original, isDialled(original) ? e164(original) : null);
    recent.set(slot, phone);
    return phone;
  }

  private @Nullable String e164(String original) {
    try {
      PhoneNumber number = LIBRARY.parse(original, region);
      return LIBRARY.isPossibleNumber(number)
          ? LIBRARY.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** Digits and what people put between them, a plus before. */
  private static boolean isDialled(String text) {
    int start = text.startsWith("+") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "() .-".indexOf(c) < 0) {
        return false;
      }
    }
    return text.length() > start;
  }
}
