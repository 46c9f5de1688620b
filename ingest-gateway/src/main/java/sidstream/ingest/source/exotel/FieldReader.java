// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.PhoneNumbers;
import sidstream.schemas.record.Phone;

/**
 * Reads typed values out of one callback's fields and remembers which it has read. Every method
 * takes the field's names over the generations of the API, and returns the first that has a value
 * and can be read; null where there is none. What cannot be read stays for {@link #rest}.
 */
final class FieldReader {

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final int LONGEST_NUMBER = 100;

  private final SortedMap<String, String> fields;
  private final Times times;
  private final PhoneNumbers phones;
  private final Set<String> read = new TreeSet<>();

  /** Reads one field; null where the text is none of its kind. */
  @FunctionalInterface
  interface Parser<T> {
    @Nullable T parse(String text);
  }

  FieldReader(SortedMap<String, String> fields, Times times, PhoneNumbers phones) {
    this.fields = fields;
    this.times = times;
    this.phones = phones;
  }

  <T> @Nullable T first(Parser<T> parser, String... names) {
    for (String name : names) {
      String text = peek(name);
      T value = text == null ? null : parser.parse(text);
      if (value != null) {
        read.add(name);
        return value;
      }
    }
    return null;
  }

  @Nullable String text(String... names) {
    return first(text -> text, names);
  }

  /** A count, of seconds or units: digits only. */
  @Nullable Integer count(String... names) {
    return first(text -> COUNT.matcher(text).matches() ? Integer.valueOf(text) : null, names);
  }

  @Nullable Instant time(String... names) {
    return first(times::read, names);
  }

  @Nullable Phone phone(String... names) {
    return first(text -> text.length() > LONGEST_NUMBER ? null : phones.read(text), names);
  }

  /** The value without counting it as read. */
  @Nullable String peek(String name) {
    String text = fields.get(name);
    return text == null || Nothing.is(text) ? null : text.strip();
  }

  boolean has(String name) {
    return peek(name) != null;
  }

  /** Whether the field, or one inside it, was sent at all, with or without a value. */
  boolean mentions(String name) {
    return fields.containsKey(name) || !inside(name).isEmpty();
  }

  /** The fields inside a list or object, by their full names. */
  SortedMap<String, String> inside(String name) {
    return fields.subMap(name + '[', name + '\\'); // the backslash follows the bracket in ASCII
  }

  /** Every field that has a value. */
  SortedMap<String, String> facts() {
    SortedMap<String, String> facts = new TreeMap<>(fields);
    facts.values().removeIf(Nothing::is);
    return facts;
  }

  /** Every field that has a value and that nobody has read. */
  Map<String, String> rest() {
    SortedMap<String, String> rest = facts();
    rest.keySet().removeAll(read);
    return rest;
  }
}
