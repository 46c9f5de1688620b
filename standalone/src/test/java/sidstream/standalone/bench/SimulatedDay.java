// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;

/**
 * A day of six campaigns as it reaches the log: calls, some of them through a flow, and messages
 * all day, repeats, reports that overtake each other, corrections, ends that nobody reports or that
 * come when nobody waits for them any more, and an outage of twenty minutes after which everything
 * comes at once.
 */
final class SimulatedDay {

  private static final int CALLS = 26_000;
  private static final int MESSAGES = 16_000;
  private static final int CHATS = 8_000;
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration OUTAGE_BEGINS = Duration.ofHours(12);
  private static final Duration OUTAGE = Duration.ofMinutes(20);
  private static final Duration WAVE = Duration.ofMinutes(3);
  private static final double REPEATED = 0.05;
  private static final double OVERTAKEN = 0.03;
  private static final double AMENDED = 0.01;
  private static final double ENDLESS = 0.01;
  private static final double ENDED_LATE = 0.01;
  private static final List<String> ENDS =
      List.of("completed", "completed", "no-answer", "busy", "no-answer", "failed", "completed");
  private static final int[] FAILURES = {23005, 23081, 23182, 23040, 23030, 24010};

  private final Random random;
  private final Instant begin;
  private final List<WebhookEvent> events = new ArrayList<>();
  private final List<WebhookEvent> lateEnds = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  /**
   * @param begin of the day; no event of it may lie in the future
   */
  SimulatedDay(long seed, Instant begin) {
    this.random = new Random(seed);
    this.begin = begin;
  }

  /** Makes the day. */
  SimulatedDay pass() {
    for (int i = 0; i < CALLS; i++) {
      call("call%028d".formatted(i), "campaign-" + i % 6, moment());
    }
    for (int i = 0; i < MESSAGES; i++) {
      message("sms%029d".formatted(i), moment());
    }
    for (int i = 0; i < CHATS; i++) {
      chat("chat%028d".formatted(i), moment());
    }
    events.sort(Comparator.comparing(WebhookEvent::getReceivedAt));
    return this;
  }

  /** In the order in which they reach the log. */
  List<WebhookEvent> events() {
    return events;
  }

  /** Ends that reach the log when the day is over. */
  List<WebhookEvent> lateEnds() {
    return lateEnds;
  }

  /** Sids of which the events tell no end. */
  Set<String> open() {
    return open;
  }

  private Instant moment() {
    return begin.plusMillis((long) (random.nextDouble() * (DAY.toMillis() - 3_600_000)));
  }

  private void call(String sid, String campaign, Instant started) {
    String end = random.nextInt(30) == 0 ? "canceled" : ENDS.get(random.nextInt(ENDS.size()));
    boolean inUrl = random.nextBoolean();
    Map<String, String> query = inUrl ? Map.of("campaign_id", campaign) : Map.of();
    boolean talked = end.equals("completed");
    int talk = talked ? 5 + random.nextInt(300) : 0;
    Instant answered = started.plusSeconds(3 + random.nextInt(20));
    Instant ended = answered.plusSeconds(talk + 8);
    add(
        event(sid, "call", "answered:1", "in-progress", answered)
            .setQuery(query)
            .setCall(part(started, null, null, legs("in-progress", null, null))));
    if (talked) {
      add(
          event(sid, "call", "answered:2", "in-progress", answered.plusSeconds(8))
              .setQuery(query)
              .setCall(part(started, null, null, legs("in-progress", "in-progress", null))));
    }
    boolean flow = random.nextInt(5) == 0;
    if (flow) {
      flow(sid, query, started, answered, ended);
    }
    double fate = random.nextDouble();
    boolean late = !flow && fate > 1 - ENDED_LATE;
    if ((!flow && fate < ENDLESS) || late) {
      open.add(sid);
    }
    if (fate < ENDLESS) {
      return;
    }
    int before = events.size();
    end(sid, campaign, query, new Course(started, ended, talk, end));
    if (late) {
      List<WebhookEvent> ends = events.subList(before, events.size());
      lateEnds.addAll(ends);
      ends.clear();
    } else if (random.nextInt(10) == 0) {
      contact(campaign, sid, end, ended.plusSeconds(40));
    }
  }

  /** How a call went. */
  private record Course(Instant started, Instant ended, int talk, String end) {}

  private void end(String sid, String campaign, Map<String, String> query, Course course) {
    Instant started = course.started();
    Instant ended = course.ended();
    int talk = course.talk();
    String end = course.end();
    Integer ring = random.nextInt(3) == 0 ? 4 + random.nextInt(20) : null;
    WebhookEvent.Builder terminal =
        event(sid, "call", "terminal", end, ended)
            .setQuery(query)
            .setCall(part(started, ended, talk, legs("completed", end, ring)));
    add(terminal);
    if (random.nextDouble() < AMENDED) {
      boolean turned = random.nextBoolean() && talk == 0;
      String status = turned ? "completed" : end;
      add(
          event(sid, "call", "terminal", status, ended.plusSeconds(random.nextBoolean() ? 90 : 0))
              .setQuery(query)
              .setReceivedAt(ended.plusSeconds(60 + random.nextInt(600)))
              .setCall(part(started, ended, talk + 7, legs("completed", status, ring))));
    }
    add(
        event(sid, "call", "campaign-call", end, ended.plusSeconds(1))
            .setCall(CallPart.newBuilder().setTo(SimulatedPhones.contact(sid)).build())
            .setCampaign(
                CampaignPart.newBuilder()
                    .setCampaignSid(campaign)
                    .setContact(SimulatedPhones.contact(sid))
                    .setStartedAt(
                        random.nextInt(20) == 0
                            ? null
                            : Instant.ofEpochSecond(started.getEpochSecond()))
                    .build()));
  }

  /** What popups and the Passthru applet say of a call that runs through a flow. */
  private void flow(
      String sid, Map<String, String> query, Instant started, Instant answered, Instant ended) {
    List<WebhookEvent.Builder> reports =
        List.of(
            event(sid, "call", "popup:dial:" + receipt(), "ringing", started.plusSeconds(1)),
            event(sid, "call", "popup:answered:" + receipt(), "in-progress", answered),
            event(sid, "call", "popup:free:" + receipt(), "unknown", ended.minusSeconds(1)));
    for (WebhookEvent.Builder report : reports) {
      if (random.nextInt(4) > 0) {
        add(
            report
                .setProvisional(true)
                .setQuery(query)
                .setCall(part(started, null, null, List.of())));
      }
    }
    String seen = ENDS.get(random.nextInt(ENDS.size()));
    Integer talk = seen.equals("completed") ? 1 + random.nextInt(300) : null;
    List<Leg> legs = List.of(Leg.newBuilder().setStatus(seen).build());
    add(
        event(sid, "call", "passthru:" + seen + ":" + receipt(), seen, ended.plusSeconds(2))
            .setProvisional(true)
            .setQuery(query)
            .setCall(part(started, null, talk, legs)));
  }

  private void contact(String campaign, String lastCall, String end, Instant at) {
    List<String> calls = random.nextBoolean() ? List.of(lastCall) : List.of("before", lastCall);
    add(
        event(campaign + "/" + lastCall, "campaign", "contact", end, at)
            .setCampaign(
                CampaignPart.newBuilder()
                    .setCampaignSid(campaign)
                    .setContact(SimulatedPhones.customer(lastCall))
                    .setCallSids(calls)
                    .build()));
  }

  private void message(String sid, Instant sent) {
    SmsPart.Builder part =
        SmsPart.newBuilder()
            .setTo(SimulatedPhones.customer(sid))
            .setFrom(new Phone("SIDSTR" + random.nextInt(3), null))
            .setTemplate("110716" + random.nextInt(4));
    if (random.nextInt(5) == 0) {
      add(
          event(sid, "sms", "submitted:21020", "submitted", sent)
              .setSms(SmsPart.newBuilder(part.build()).setDetailedCode(21020).build()));
      if (random.nextInt(20) == 0) {
        open.add(sid);
        return;
      }
    }
    int fate = random.nextInt(10);
    Instant ended = sent.plusSeconds(2 + random.nextInt(120));
    int code = fate < 7 ? 20005 : fate == 7 ? 20006 : FAILURES[random.nextInt(FAILURES.length)];
    String status = fate <= 7 ? "sent" : code == 23005 ? "failed-dnd" : "failed";
    Boolean delivered = fate < 7 ? Boolean.TRUE : fate == 7 ? null : Boolean.FALSE;
    part.setUnits(1 + random.nextInt(3)).setDetailedCode(code).setDelivered(delivered);
    add(event(sid, "sms", status + ":" + code, status, ended).setSms(part.build()));
    if (fate == 7 && random.nextInt(4) == 0) {
      add(
          event(sid, "sms", "sent:20005", "sent", ended.plusSeconds(240))
              .setSms(
                  SmsPart.newBuilder(part.build())
                      .setDetailedCode(20005)
                      .setDelivered(true)
                      .build()));
    }
  }

  /** Over WhatsApp: in a customer's own words, or ours with what became of it. */
  private void chat(String sid, Instant sent) {
    if (random.nextInt(8) == 0) {
      add(chat(sid, "received", sent, null, null));
      return;
    }
    add(chat(sid, "sent", sent, 30_001, null));
    int fate = random.nextInt(100);
    Instant arrived = sent.plusSeconds(random.nextInt(90));
    if (fate == 0) {
      open.add(sid);
    } else if (fate < 10) {
      add(chat(sid, "failed", arrived, 30_010 + random.nextInt(5), false));
    } else {
      add(chat(sid, "delivered", arrived, 30_002, true));
      if (fate < 70) {
        add(chat(sid, "read", arrived.plusSeconds(random.nextInt(3)), 30_003, true));
      }
    }
  }

  private WebhookEvent.Builder chat(
      String sid, String status, Instant at, Integer code, Boolean delivered) {
    boolean inbound = code == null;
    return event(sid, "message", inbound ? status : status + ":" + code, status, at)
        .setQuery(sid.hashCode() % 2 == 0 ? Map.of() : Map.of("campaign_id", "campaign-1"))
        .setMessage(
            MessagePart.newBuilder()
                .setChannel("whatsapp")
                .setDirection(inbound ? "inbound" : "outbound")
                .setFrom(inbound ? SimulatedPhones.customer(sid) : null)
                .setTo(inbound ? null : SimulatedPhones.customer(sid))
                .setDetailedCode(code)
                .setDelivered(delivered)
                .build());
  }

  private void add(WebhookEvent.Builder builder) {
    Instant received = builder.getReceivedAt();
    if (random.nextDouble() < OVERTAKEN) {
      received = received.plusSeconds(30 + random.nextInt(600));
    }
    events.add(builder.setReceivedAt(afterOutage(received)).build());
    if (random.nextDouble() < REPEATED) {
      Instant again = afterOutage(received.plusMillis(1_000 + random.nextInt(60_000)));
      events.add(builder.setReceivedAt(again).setReceiptId(receipt()).build());
    }
  }

  /** What would come while the gateway is away comes in a wave when it is back. */
  private Instant afterOutage(Instant received) {
    Instant from = begin.plus(OUTAGE_BEGINS);
    Instant to = from.plus(OUTAGE);
    return received.isBefore(from) || received.isAfter(to)
        ? received
        : to.plusMillis((long) (random.nextDouble() * WAVE.toMillis()));
  }

  private WebhookEvent.Builder event(
      String sid, String kind, String step, String status, Instant at) {
    return WebhookEvent.newBuilder()
        .setReceiptId(receipt())
        .setReceivedAt(at.plusMillis(200 + random.nextInt(900)))
        .setSource("exotel")
        .setFeed(kind)
        .setKind(kind)
        .setSid(sid)
        .setStep(step)
        .setStatus(status)
        .setStatusWord(status)
        .setOccurredAt(random.nextInt(50) == 0 ? null : Instant.ofEpochSecond(at.getEpochSecond()))
        .setFingerprint(HexFormat.of().toHexDigits(random.nextLong()))
        .setMethod("POST")
        .setRaw(ByteBuffer.wrap("raw".getBytes(UTF_8)));
  }

  private String receipt() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private CallPart part(Instant started, Instant ended, Integer talk, List<Leg> legs) {
    return CallPart.newBuilder()
        .setDirection("outbound-api")
        .setFrom(new Phone("09999999991", "+919999999991"))
        .setTo(new Phone("09999999992", "+919999999992"))
        .setExophone(SimulatedPhones.exophone(started))
        .setStartedAt(Instant.ofEpochSecond(started.getEpochSecond()))
        .setEndedAt(ended == null ? null : Instant.ofEpochSecond(ended.getEpochSecond()))
        .setTalkSeconds(talk)
        .setTotalSeconds(talk != null && random.nextBoolean() ? talk + 25 : null)
        .setLegs(legs)
        .build();
  }

  private static List<Leg> legs(String first, String second, Integer ring) {
    return List.of(
        Leg.newBuilder().setStatus(first).build(),
        Leg.newBuilder().setStatus(second).setRingSeconds(ring).build());
  }
}
