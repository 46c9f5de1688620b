// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;

/** The legs of a call, flat ({@code Legs[0][Status]}) or wrapped ({@code Legs[0][Leg][Status]}). */
final class Legs {

  /** More than a call can have; the index comes from outside. */
  private static final int MOST = 10;

  private final FieldReader fields;

  private Legs(FieldReader fields) {
    this.fields = fields;
  }

  /**
   * @param from who was dialled on leg 0 where the leg does not say
   * @param to who was dialled on leg 1 where the leg does not say
   */
  static List<Leg> read(FieldReader fields, @Nullable Phone from, @Nullable Phone to) {
    Legs legs = new Legs(fields);
    return IntStream.range(0, legs.count())
        .mapToObj(i -> legs.leg(i, i == 0 ? from : i == 1 ? to : null))
        .toList();
  }

  private int count() {
    int count = MOST;
    while (count > 0 && !fields.mentions("Legs[" + (count - 1) + ']')) {
      count--;
    }
    return count;
  }

  private Leg leg(int index, @Nullable Phone party) {
    Phone number = fields.phone(names(index, "Number"));
    return Leg.newBuilder()
        .setNumber(number == null ? party : number)
        .setStatus(status(index))
        .setTalkSeconds(fields.count(names(index, "OnCallDuration")))
        .setAnsweredBy(answeredBy(fields.text(names(index, "AnsweredBy"))))
        .build();
  }

  /** A word outside of the vocabulary stays in the rest. */
  private @Nullable String status(int index) {
    String[] names = names(index, "Status");
    String known = fields.first(Legs::known, names);
    boolean sent = fields.has(names[0]) || fields.has(names[1]);
    return known == null && sent ? Status.UNKNOWN.word() : known;
  }

  private static @Nullable String known(String word) {
    Status status = StatusWords.ofCall(word);
    return status == Status.UNKNOWN ? null : status.word();
  }

  /** {@code NA}: detection was off. */
  private static @Nullable String answeredBy(@Nullable String word) {
    return word == null || word.equalsIgnoreCase("NA") ? null : word.toLowerCase(Locale.ROOT);
  }

  private static String[] names(int index, String field) {
    return new String[] {
      "Legs[" + index + "][" + field + ']', "Legs[" + index + "][Leg][" + field + ']'
    };
  }
}
