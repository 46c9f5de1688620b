// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Status;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;

/** The legs of a call, flat ({@code Legs[0][Status]}) or wrapped ({@code Legs[0][Leg][Status]}). */
final class Legs {

  /** More than a call can have; the index comes from outside. */
  private static final int MOST = 10;

  private static final String LEGS = "Legs";

  private static final List<Names> LEG = IntStream.range(0, MOST).mapToObj(Names::new).toList();

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
    int count = legs.count();
    List<Leg> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(legs.leg(i, i == 0 ? from : i == 1 ? to : null, null));
    }
    return all;
  }

  /**
   * The caller, and behind it the parties that a flow dialled: to a flow they are its first legs.
   *
   * @param dialled status of the party, where there is one alone
   */
  static List<Leg> ofFlow(FieldReader fields, @Nullable Phone caller, @Nullable String dialled) {
    Legs legs = new Legs(fields);
    Phone whom = fields.phone("DialWhomNumber");
    int count = Math.max(legs.count(), whom == null ? 0 : 1);
    List<Leg> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(count == 1 ? legs.leg(i, whom, known(dialled)) : legs.leg(i, null, null));
    }
    if (count > 0) {
      all.add(0, Leg.newBuilder().setNumber(caller).build());
    }
    return all;
  }

  /** Of the newer API, where they stand inside of the call and are written in lower case. */
  static List<Leg> ofCcm(
      FieldReader fields, String call, @Nullable Phone from, @Nullable Phone to) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < MOST && fields.mentions(call + "[legs][" + i + ']'); i++) {
      String leg = call + "[legs][" + i + "][";
      Phone number = fields.phone(leg + "contact_uri]", leg + "number]");
      Phone party = i == 0 ? from : i == 1 ? to : null;
      legs.add(
          new Leg(
              number == null ? party : number,
              fields.first(Legs::known, leg + "status]", leg + "state]"),
              fields.count(leg + "on_call_duration]", leg + "duration]"),
              answeredBy(fields.text(leg + "answered_by]")),
              fields.count(leg + "ringing_duration]"),
              lower(fields.text(leg + "disconnected_by]"))));
    }
    return legs;
  }

  private int count() {
    int count = 0;
    for (String name : fields.inside(LEGS).keySet()) {
      count = Math.max(count, index(name) + 1);
    }
    return count;
  }

  /** The digit in {@code Legs[1]} and {@code Legs[1][Status]}; -1 where there is none. */
  private static int index(String name) {
    int digit = LEGS.length() + 1;
    int end = digit + 2;
    boolean ends = name.startsWith("]", digit + 1);
    boolean known = ends && (name.length() == end || name.charAt(end) == '[');
    int index = known ? name.charAt(digit) - '0' : -1;
    return index < MOST ? Math.max(-1, index) : -1;
  }

  /**
   * @param party whose leg it is where it does not say
   * @param status where it has none
   */
  private Leg leg(int index, @Nullable Phone party, @Nullable String status) {
    Names names = LEG.get(index);
    Phone number = fields.phone(names.number);
    String own = status(names.status);
    return new Leg(
        number == null ? party : number,
        own == null ? status : own,
        fields.count(names.talkSeconds),
        answeredBy(fields.text(names.answeredBy)),
        fields.count(names.ringSeconds),
        lower(fields.text(names.disconnectedBy)));
  }

  /** A word outside of the vocabulary stays in the rest. */
  private @Nullable String status(String... names) {
    String known = fields.first(Legs::known, names);
    boolean sent = fields.hasAny(names);
    return known == null && sent ? Status.UNKNOWN.word() : known;
  }

  private static @Nullable String known(@Nullable String word) {
    Status status = StatusWords.ofCall(word);
    return status == Status.UNKNOWN ? null : status.word();
  }

  /** {@code NA}: detection was off. */
  private static @Nullable String answeredBy(@Nullable String word) {
    return word == null || word.equalsIgnoreCase("NA") ? null : word.toLowerCase(Locale.ROOT);
  }

  static @Nullable String lower(@Nullable String word) {
    return word == null ? null : word.toLowerCase(Locale.ROOT);
  }

  /** What the fields of one leg are called, flat and wrapped. */
  private static final class Names {
    private final String leg;
    private final String[] number;
    private final String[] status;
    private final String[] talkSeconds;
    private final String[] answeredBy;
    private final String[] ringSeconds;
    private final String[] disconnectedBy;

    private Names(int index) {
      leg = LEGS + '[' + index + ']';
      number = both("Number");
      status = both("Status", "Insights][Status");
      talkSeconds = both("OnCallDuration");
      answeredBy = both("AnsweredBy");
      ringSeconds = both("Insights][RingingDuration", "RingingDuration");
      disconnectedBy = both("DisconnectedBy", "Insights][DisconnectedBy");
    }

    private String[] both(String... fields) {
      return Stream.of(fields)
          .flatMap(field -> Stream.of(leg + '[' + field + ']', leg + "[Leg][" + field + ']'))
          .toArray(String[]::new);
    }
  }
}
