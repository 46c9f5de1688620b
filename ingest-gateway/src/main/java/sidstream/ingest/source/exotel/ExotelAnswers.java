// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.PhoneNumbers;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.body.Body;
import sidstream.ingest.source.fields.Dialect;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.ingest.source.fields.Times;
import sidstream.schemas.record.WebhookEvent;

/**
 * Reads what Exotel's API v1 answers when it is asked. A call or message is told there as by its
 * status callback, under other names: they are brought to those, and read by the same code, so that
 * an end that was asked for is the step that a callback would have been.
 */
public final class ExotelAnswers {

  private static final String CALLS = "Calls";
  private static final String BALANCE = "Account[BalanceData][Balance]";
  private static final int HUNDREDTHS = 2;
  private static final int MOST_DIGITS = 30;

  private final Dialect dialect;

  /**
   * @param zone of times, which come without one
   * @param region of numbers that come without a country code, for example {@code IN}
   * @throws IllegalArgumentException when the region has no telephones
   */
  public ExotelAnswers(ZoneId zone, String region) {
    dialect = new Dialect(new Times(zone), new PhoneNumbers(region), Nothing.WORDS);
  }

  /**
   * The calls in an answer of {@code Calls.json}, in its order; none where it cannot be read, and
   * none of a call that is not told as one.
   */
  public List<WebhookEvent> calls(RawWebhook answer) {
    List<WebhookEvent> events = new ArrayList<>();
    if (body(answer.request().body(), Set.of(CALLS)) instanceof Body.Fields read) {
      for (Body.Item item : read.items()) {
        if (item.values() != null && item.bytes() != null) {
          RawWebhook one = answer.item(events.size() + 1, item.bytes());
          events.addAll(event(Shape.CALL, one, call(item.values())));
        }
      }
    }
    return events;
  }

  /** The message in an answer of {@code SMS/Messages/<sid>.json}; none where there is none. */
  public List<WebhookEvent> sms(RawWebhook answer) {
    return body(answer.request().body(), Set.of()) instanceof Body.Fields read
        ? event(Shape.SMS, answer, renamed(read.values(), "SMSMessage", "SmsSid"))
        : List.of();
  }

  /**
   * The credit in an answer of {@code Balance.json}.
   *
   * @return hundredths of the account's currency, rounded down; empty where there is no number
   */
  public OptionalLong balance(byte[] answer) {
    String text =
        body(ByteBuffer.wrap(answer), Set.of()) instanceof Body.Fields read
            ? new FieldReader(read.values(), dialect).text(BALANCE)
            : null;
    try {
      return text == null ? OptionalLong.empty() : OptionalLong.of(hundredths(text));
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long hundredths(String text) {
    BigDecimal number = new BigDecimal(text.strip());
    if (number.precision() + Math.abs((long) number.scale()) > MOST_DIGITS) { // or 1e-999999999
      throw new NumberFormatException("too many digits");
    }
    return number.setScale(HUNDREDTHS, RoundingMode.FLOOR).unscaledValue().longValueExact();
  }

  private static Body body(ByteBuffer json, Set<String> lists) {
    return Body.of(new RawWebhook.Request("POST", Map.of(), "application/json", json), lists);
  }

  private List<WebhookEvent> event(Shape shape, RawWebhook raw, SortedMap<String, String> values) {
    return shape.read(raw, new FieldReader(values, dialect)) instanceof Reading.Events read
        ? read.events()
        : List.of();
  }

  /** As the callback of a call: legs and talk time stand at the top there. */
  private static SortedMap<String, String> call(SortedMap<String, String> answer) {
    SortedMap<String, String> call = renamed(renamed(answer, "Call", "CallSid"), "Details", null);
    rename(call, "Leg1Status", "Legs[0][Status]");
    rename(call, "Leg2Status", "Legs[1][Status]");
    return call;
  }

  /**
   * The fields inside of an object as if they stood beside it.
   *
   * @param sid what {@code Sid} is to be called, null where it keeps its name
   */
  private static SortedMap<String, String> renamed(
      SortedMap<String, String> fields, String wrapper, @Nullable String sid) {
    String prefix = wrapper + '[';
    SortedMap<String, String> renamed = new TreeMap<>();
    fields.forEach(
        (name, value) ->
            renamed.put(name.startsWith(prefix) ? unwrapped(name, prefix) : name, value));
    if (sid != null) {
      rename(renamed, "Sid", sid);
    }
    return renamed;
  }

  /** {@code Details[Legs][0][Leg][Id]} becomes {@code Legs[0][Leg][Id]}. */
  private static String unwrapped(String name, String prefix) {
    int end = name.indexOf(']', prefix.length());
    return end < 0 ? name : name.substring(prefix.length(), end) + name.substring(end + 1);
  }

  private static void rename(SortedMap<String, String> fields, String from, String to) {
    String value = fields.remove(from);
    if (value != null) {
      fields.putIfAbsent(to, value);
    }
  }
}
