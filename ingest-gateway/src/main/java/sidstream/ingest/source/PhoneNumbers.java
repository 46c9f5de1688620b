// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.Phone;

/**
 * Reads telephone numbers as people and networks of one region write them: with a trunk zero, bare,
 * with the country code, with {@code +} or {@code 00}.
 *
 * <p>Lenient: a number of a possible length counts, since number ranges are opened faster than any
 * library learns of them. What is no number ({@code sip:}, sender ids, short codes) keeps its
 * original only.
 */
public final class PhoneNumbers {

  private static final Pattern DIALLED = Pattern.compile("\\+?[0-9() .-]{1,30}");
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private final String region;

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
    return new Phone(original, e164(original));
  }

  private @Nullable String e164(String original) {
    if (!DIALLED.matcher(original).matches()) {
      return null;
    }
    try {
      PhoneNumber number = LIBRARY.parse(original, region);
      return LIBRARY.isPossibleNumber(number)
          ? LIBRARY.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
