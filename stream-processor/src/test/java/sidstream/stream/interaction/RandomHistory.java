// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.stream.Events;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Details.Course;
import sidstream.stream.interaction.Details.Leg;
import sidstream.stream.interaction.Details.Parties;
import sidstream.stream.interaction.Step.At;
import sidstream.stream.interaction.Step.Report;

/**
 * What a provider may report about one Sid: few steps, so that some are amended; few times, so that
 * some are equal; every field now and then missing. Not by jqwik's arbitraries: a hundred thousand
 * of these take seconds.
 */
public final class RandomHistory {

  static final List<Kind> KINDS = List.of(Kind.CALL, Kind.SMS, Kind.MESSAGE, Kind.CAMPAIGN);
  private static final List<Status> ENDS =
      List.of(
          Status.COMPLETED,
          Status.BUSY,
          Status.NO_ANSWER,
          Status.FAILED,
          Status.FAILED_DND,
          Status.CANCELED,
          Status.SENT,
          Status.DELIVERED,
          Status.READ,
          Status.RECEIVED,
          Status.DELETED);
  private static final List<Status> OTHERS =
      List.of(Status.UNKNOWN, Status.QUEUED, Status.RINGING, Status.SUBMITTED, Status.IN_PROGRESS);
  private static final int MOST = 8;

  private final Random random;
  private final Kind kind;

  public RandomHistory(Random random) {
    this.random = random;
    this.kind = KINDS.get(random.nextInt(KINDS.size()));
  }

  /** In the order in which it happened, if there is any. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(MOST);
    for (int i = 0; i < count; i++) {
      steps.add(step());
    }
    return steps;
  }

  /** The same, some of it more than once, in any order. */
  public List<Step> disturbed(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    steps.stream().filter(step -> random.nextInt(3) == 0).forEach(all::add);
    Collections.shuffle(all, random);
    return all;
  }

  private Step step() {
    boolean end = random.nextInt(3) == 0;
    List<Status> statuses = end ? ENDS : OTHERS;
    Status status = statuses.get(random.nextInt(statuses.size()));
    String name = "step:" + random.nextInt(4);
    Instant occurredAt = maybe(second(4));
    boolean provisional = kind == Kind.CALL && random.nextInt(4) == 0;
    Details details = details();
    long content = Objects.hash(name, status, occurredAt, provisional, details);
    Report report =
        new Report(
            status,
            maybe(random.nextBoolean() ? status.word() : "Word"),
            occurredAt,
            String.format("%08x%08x", details.hashCode(), content & 0xffff_ffffL),
            "receipt",
            provisional);
    return new Step(
        new EventIdentity("exotel", "c0ffee", name),
        kind,
        report,
        details,
        new At(3, 0, second(600).plusMillis(random.nextInt(1000)), Events.TEN),
        null);
  }

  private Details details() {
    return new Details(parties(), course(), carrier(), legs());
  }

  private Parties parties() {
    return new Parties(
        maybe(Events.CUSTOMER),
        maybe(Events.EXOPHONE),
        maybe("k" + random.nextInt(2)),
        maybe("lead-7"),
        maybe("order-c0ffee"));
  }

  private Course course() {
    return new Course(
        maybe(second(3)),
        maybe(second(90)),
        maybe(random.nextInt(3)),
        maybe(random.nextInt(400)),
        maybe(1 + random.nextInt(3)),
        maybe("caller"),
        maybe("https://recordings.example/c0ffee.mp3"),
        maybe(random.nextBoolean()));
  }

  private Carrier carrier() {
    boolean message = kind == Kind.SMS || kind == Kind.MESSAGE;
    return message
        ? new Carrier(
            maybe(random.nextBoolean() ? 20005 : 23080 + random.nextInt(4)),
            maybe("DELIVERED_TO_HANDSET"),
            maybe(random.nextBoolean()),
            maybe(random.nextInt(4)),
            maybe("EXOTEL"),
            maybe("1107161234567890123"),
            maybe("whatsapp"))
        : Carrier.NONE;
  }

  private List<Leg> legs() {
    List<Leg> legs = new ArrayList<>();
    for (int left = kind == Kind.CALL ? random.nextInt(4) : 0; left > 0; left--) {
      legs.add(
          new Leg(
              maybe(Events.AGENT),
              maybe("busy"),
              maybe(random.nextInt(2)),
              maybe(random.nextInt(40)),
              maybe("callee")));
    }
    return legs;
  }

  private Instant second(int bound) {
    return Events.TEN.plusSeconds(random.nextInt(bound));
  }

  private <V> V maybe(V value) {
    return random.nextInt(3) == 0 ? null : value;
  }
}
