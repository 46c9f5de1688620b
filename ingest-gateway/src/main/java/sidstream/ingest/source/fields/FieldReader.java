// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.fields;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.PhoneNumbers;
import sidstream.schemas.record.Phone;

/**
 * Reads typed values out of one webhook's fields and remembers which it has read. Every method
 * takes the field's names over the generations of the API, and returns the first that has a value
 * and can be read; null where there is none. What cannot be read stays for {@link #rest}.
 */
public final class FieldReader {

  private static final int MOST_DIGITS = 9;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_ID = 200;

  private final SortedMap<String, String> fields;
  private final Map<String, String> facts; // sorted, as the fields are
  private final Set<String> containers = new HashSet<>();
  private final Dialect dialect;
  private final Set<String> read;

  /** Reads one field; null where the text is none of its kind. */
  @FunctionalInterface
  public interface Parser<T> {
    @Nullable T parse(String text);
  }

  public FieldReader(SortedMap<String, String> fields, Dialect dialect) {
    this.fields = fields;
    this.dialect = dialect;
    facts = new LinkedHashMap<>(2 * fields.size());
    read = new HashSet<>(2 * fields.size());
    String container = "";
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String name = field.getKey();
      if (!dialect.isNothing(field.getValue())) {
        facts.put(name, field.getValue());
      }
      int bracket = name.indexOf('[');
      if (bracket > 0 && !(bracket == container.length() && name.startsWith(container))) {
        container = name.substring(0, bracket);
        containers.add(container);
      }
    }
  }

  /** The field by whichever parser the caller has. */
  public <T> @Nullable T first(Parser<T> parser, String... names) {
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

  public @Nullable String text(String... names) {
    return first(text -> text, names);
  }

  /** A count, of seconds or units: digits only. */
  public @Nullable Integer count(String... names) {
    return first(text -> isCount(text) ? Integer.valueOf(text) : null, names);
  }

  public @Nullable Instant time(String... names) {
    return first(dialect.times()::read, names);
  }

  public @Nullable Phone phone(String... names) {
    return first(
        text -> text.length() > LONGEST_NUMBER ? null : dialect.phones().read(text), names);
  }

  /** Reads a number that is only a part of a field. */
  public PhoneNumbers phones() {
    return dialect.phones();
  }

  /** The value without counting it as read. */
  public @Nullable String peek(String name) {
    String text = facts.get(name);
    return text == null ? null : text.strip();
  }

  public boolean has(String name) {
    return facts.containsKey(name);
  }

  /** Whether one of the fields has a value. */
  public boolean hasAny(String... names) {
    for (String name : names) {
      if (has(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the fields, or one inside it, was sent at all, with or without a value. */
  public boolean mentions(String... names) {
    for (String name : names) {
      if (fields.containsKey(name) || isContainer(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isContainer(String name) {
    boolean outermost = name.indexOf('[') < 0;
    return outermost ? containers.contains(name) : !inside(name).isEmpty();
  }

  /** The fields inside a list or object, by their full names. */
  public SortedMap<String, String> inside(String name) {
    return fields.subMap(name + '[', name + '\\'); // the backslash follows the bracket in ASCII
  }

  /** Every field that has a value, in the order of their names. */
  public Map<String, String> facts() {
    return facts;
  }

  /** Every field that has a value and that nobody has read. */
  public Map<String, String> rest() {
    Map<String, String> rest = new LinkedHashMap<>();
    facts.forEach(
        (name, text) -> {
          if (!read.contains(name)) {
            rest.put(name, text);
          }
        });
    return rest;
  }

  /** Whether a text can be a Sid: printable ASCII without white space, and not overlong. */
  public static boolean isId(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_ID;
  }

  private static boolean isCount(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return length >= 1 && length <= MOST_DIGITS;
  }
}
