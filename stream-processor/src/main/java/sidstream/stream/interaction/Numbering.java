// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sidstream.stream.interaction.NumberFacts.Series;

/**
 * Reads out of a telephone number what is in it: by libphonenumber's tables, and by India's number
 * series, which these do not tell apart; areas by a table of one's own first. Safe for use by many
 * threads.
 */
public final class Numbering {

  private static final int INDIA = 91;
  private static final String INDIAN_PREFIX = "+91";
  private static final int INDIAN_DIGITS = 10;

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final PhoneNumberToCarrierMapper OPERATORS =
      PhoneNumberToCarrierMapper.getInstance();
  private static final PhoneNumberOfflineGeocoder AREAS = PhoneNumberOfflineGeocoder.getInstance();

  private final Areas own;

  /**
   * @param own stand above the areas of the library
   */
  public Numbering(Areas own) {
    this.own = own;
  }

  /**
   * @param e164 with its plus; anything else has no facts
   */
  public NumberFacts of(@Nullable String e164) {
    if (e164 == null || !e164.startsWith("+")) {
      return NumberFacts.NONE;
    }
    try {
      PhoneNumber number = parsed(e164);
      Series series = series(number);
      String region = PLANS.getRegionCodeForNumber(number);
      String area = own.of(e164);
      return new NumberFacts(
          region,
          operator(number, series),
          area == null ? byAreaCode(number, series) : area,
          series);
    } catch (NumberParseException e) {
      return NumberFacts.NONE;
    }
  }

  static PhoneNumber parsed(String e164) throws NumberParseException {
    return isIndianMobile(e164) ? indianMobile(e164) : PLANS.parse(e164, null);
  }

  /** Nearly all of them: parsed at a glance, where the library tries a dozen patterns. */
  private static boolean isIndianMobile(String e164) {
    boolean fits =
        e164.length() == INDIAN_PREFIX.length() + INDIAN_DIGITS
            && e164.startsWith(INDIAN_PREFIX)
            && e164.charAt(INDIAN_PREFIX.length()) >= '6';
    for (int i = INDIAN_PREFIX.length(); fits && i < e164.length(); i++) {
      fits = e164.charAt(i) >= '0' && e164.charAt(i) <= '9';
    }
    return fits;
  }

  private static PhoneNumber indianMobile(String e164) {
    return new PhoneNumber()
        .setCountryCode(INDIA)
        .setNationalNumber(Long.parseLong(e164.substring(INDIAN_PREFIX.length())));
  }

  private static Series series(PhoneNumber number) {
    String national = PLANS.getNationalSignificantNumber(number);
    Series indian = number.getCountryCode() == INDIA ? indian(national) : null;
    return indian == null ? byPlan(PLANS.getNumberType(number)) : indian;
  }

  /** Null where the plan knows better. */
  private static @Nullable Series indian(String national) {
    if (national.startsWith("1800")) {
      return Series.TOLL_FREE;
    }
    if (national.startsWith("1860")) {
      return Series.SHARED_COST;
    }
    if (national.length() != INDIAN_DIGITS) {
      return null;
    }
    if (national.startsWith("140")) {
      return Series.PROMOTIONAL;
    }
    // 160 alone is also the area code of Kharar, where lines go on with 2 to 7
    return national.startsWith("1600") || national.startsWith("1601") ? Series.SERVICE : null;
  }

  private static Series byPlan(PhoneNumberType type) {
    return switch (type) {
      case MOBILE -> Series.MOBILE;
      case FIXED_LINE -> Series.FIXED_LINE;
      case FIXED_LINE_OR_MOBILE -> Series.FIXED_LINE_OR_MOBILE;
      case TOLL_FREE -> Series.TOLL_FREE;
      case SHARED_COST -> Series.SHARED_COST;
      case PREMIUM_RATE, VOIP, PERSONAL_NUMBER, PAGER, UAN, VOICEMAIL, UNKNOWN -> Series.OTHER;
    };
  }

  private static @Nullable String operator(PhoneNumber number, Series series) {
    boolean mobile = series == Series.MOBILE || series == Series.FIXED_LINE_OR_MOBILE;
    return mobile ? orNull(OPERATORS.getNameForValidNumber(number, Locale.ENGLISH)) : null;
  }

  private static @Nullable String byAreaCode(PhoneNumber number, Series series) {
    boolean fixed = series == Series.FIXED_LINE || series == Series.FIXED_LINE_OR_MOBILE;
    if (!fixed) {
      return null;
    }
    String area = AREAS.getDescriptionForValidNumber(number, Locale.ENGLISH);
    return area.equals(country(number)) ? null : orNull(area);
  }

  /** What the tables say where they know no area. */
  private static String country(PhoneNumber number) {
    String region = PLANS.getRegionCodeForNumber(number);
    return region == null ? "" : new Locale("", region).getDisplayCountry(Locale.ENGLISH);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
