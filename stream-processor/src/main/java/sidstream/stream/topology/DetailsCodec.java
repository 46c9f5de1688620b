// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.stream.interaction.Details;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Details.Course;
import sidstream.stream.interaction.Details.Leg;
import sidstream.stream.interaction.Details.Parties;

/**
 * Details in their stored form: a number whose bits say which fields are known, then those. The
 * order of the fields is part of the format: add at the end only.
 */
final class DetailsCodec {

  private DetailsCodec() {}

  static void write(Details details, StateWriter out) {
    Parties parties = details.parties();
    Course course = details.course();
    Carrier carrier = details.carrier();
    write(
        out,
        parties.customer(),
        parties.exophone(),
        parties.campaign(),
        course.startedAt(),
        course.talkSeconds(),
        course.endedAt(),
        course.recordingUrl(),
        parties.lead(),
        parties.customField(),
        course.totalSeconds(),
        course.attempt(),
        course.disconnectedBy(),
        course.outsideHours(),
        carrier.code(),
        carrier.detailedStatus(),
        carrier.delivered(),
        carrier.units(),
        carrier.sender(),
        carrier.template(),
        carrier.channel());
    out.number(details.legs().size());
    for (Leg leg : details.legs()) {
      write(
          out,
          leg.status(),
          leg.number(),
          leg.talkSeconds(),
          leg.ringSeconds(),
          leg.disconnectedBy());
    }
  }

  static Details read(StateReader in) {
    Fields fields = new Fields(in);
    String customer = fields.text();
    String exophone = fields.text();
    String campaign = fields.text();
    Instant startedAt = fields.time();
    Integer talkSeconds = fields.number();
    Instant endedAt = fields.time();
    String recordingUrl = fields.text();
    Parties parties = new Parties(customer, exophone, campaign, fields.text(), fields.text());
    Course course =
        new Course(
            startedAt,
            endedAt,
            talkSeconds,
            fields.number(),
            fields.number(),
            fields.text(),
            recordingUrl,
            fields.flag());
    return new Details(parties, course, carrier(fields), legs(in));
  }

  private static Carrier carrier(Fields fields) {
    return new Carrier(
        fields.number(),
        fields.text(),
        fields.flag(),
        fields.number(),
        fields.text(),
        fields.text(),
        fields.text());
  }

  private static List<Leg> legs(StateReader in) {
    List<Leg> legs = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Fields fields = new Fields(in);
      String status = fields.text();
      legs.add(new Leg(fields.text(), status, fields.number(), fields.number(), fields.text()));
    }
    return legs;
  }

  private static void write(StateWriter out, @Nullable Object... fields) {
    long known = 0;
    for (int i = 0; i < fields.length; i++) {
      known |= fields[i] == null ? 0 : 1L << i;
    }
    out.number(known);
    for (Object field : fields) {
      write(out, field);
    }
  }

  private static void write(StateWriter out, @Nullable Object field) {
    if (field instanceof String text) {
      out.text(text);
    } else if (field instanceof Integer number) {
      out.signed(number);
    } else if (field instanceof Instant time) {
      out.time(time);
    } else if (field instanceof Boolean flag) {
      out.octet(flag ? 1 : 0);
    }
  }

  /** The fields of one record in their order, null where it has none. */
  private static final class Fields {

    private final StateReader in;
    private long known;

    Fields(StateReader in) {
      this.in = in;
      this.known = in.number();
    }

    @Nullable String text() {
      return next() ? in.text() : null;
    }

    @Nullable Integer number() {
      return next() ? Integer.valueOf((int) in.signed()) : null;
    }

    @Nullable Instant time() {
      return next() ? in.time() : null;
    }

    @Nullable Boolean flag() {
      return next() ? Boolean.valueOf(in.octet() != 0) : null;
    }

    private boolean next() {
      boolean isKnown = (known & 1) != 0;
      known >>>= 1;
      return isKnown;
    }
  }
}
