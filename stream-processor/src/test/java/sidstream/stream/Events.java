// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import sidstream.schemas.TrustedRecords;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;

/** Webhook events as the gateway writes them, at small times: second 0 is 10:00:00. */
public final class Events {

  public static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
  public static final String AGENT = "+919999999991";
  public static final String CUSTOMER = "+919999999992";
  public static final String EXOPHONE = "+918099999980";
  public static final String RECORDING = "https://recordings.example/c0ffee.mp3";

  static {
    TrustedRecords.declare();
  }

  private Events() {}

  public static WebhookEvent answered(String sid, int leg, int second) {
    List<Leg> legs = List.of(leg("in-progress", null), leg(leg == 2 ? "in-progress" : null, null));
    return call(sid, "answered:" + leg, "in-progress", second)
        .setCall(part(legs, null, null))
        .build();
  }

  public static WebhookEvent terminal(String sid, String status, int second) {
    boolean completed = status.equals("completed");
    List<Leg> legs = List.of(leg("completed", 65), leg(status, completed ? 60 : 0));
    return call(sid, "terminal", status, second)
        .setCustomField("order-7")
        .setCall(part(legs, completed ? 60 : 0, completed ? RECORDING : null))
        .build();
  }

  public static WebhookEvent campaignCall(String sid, String campaign, String status, int second) {
    return call(sid, "campaign-call", status, second)
        .setCampaign(
            CampaignPart.newBuilder()
                .setCampaignSid(campaign)
                .setContact(new Phone(CUSTOMER, CUSTOMER))
                .build())
        .build();
  }

  /** All calls to one contact of a campaign are done. */
  public static WebhookEvent contact(String campaign, int number, String status, int second) {
    return event(campaign + "/" + number, "campaign", "contact", status, second)
        .setCampaign(
            CampaignPart.newBuilder()
                .setCampaignSid(campaign)
                .setCallSids(List.of("first" + number, "second" + number))
                .build())
        .build();
  }

  /** The campaign itself has started, paused or ended. */
  public static WebhookEvent campaign(String campaign, String status, int second) {
    return event(campaign, "campaign", status, status, second)
        .setCampaign(CampaignPart.newBuilder().setCampaignSid(campaign).build())
        .build();
  }

  public static WebhookEvent sms(String sid, String status, Integer code, Boolean delivered) {
    return event(sid, "sms", status + ":" + code, status, 0)
        .setSms(
            SmsPart.newBuilder()
                .setTo(new Phone("09999999992", CUSTOMER))
                .setDetailedCode(code)
                .setDelivered(delivered)
                .build())
        .build();
  }

  /** What a flow tells: an outcome, and the agent it has dialled. */
  public static WebhookEvent passthru(String sid, String type, String status, int second) {
    List<Leg> legs = List.of(leg(null, null), leg(status, 7));
    return call(sid, "passthru:" + type + ":" + second, status, second)
        .setProvisional(true)
        .setCall(flow(legs, 7))
        .build();
  }

  /** What an agent's line tells. */
  public static WebhookEvent popup(String sid, String type, String status, int second) {
    return call(sid, "popup:" + type + ":" + second, status, second)
        .setProvisional(true)
        .setCall(flow(List.of(), null))
        .build();
  }

  public static WebhookEvent whatsapp(String sid, String status, Integer code, Boolean delivered) {
    boolean inbound = status.equals("received");
    Phone customer = new Phone(CUSTOMER, CUSTOMER);
    return event(sid, "message", inbound ? status : status + ":" + code, status, 0)
        .setMessage(
            MessagePart.newBuilder()
                .setChannel("whatsapp")
                .setDirection(inbound ? "inbound" : "outbound")
                .setFrom(inbound ? customer : null)
                .setTo(inbound ? new Phone(EXOPHONE, EXOPHONE) : customer)
                .setDetailedCode(code)
                .setDelivered(delivered)
                .build())
        .build();
  }

  /** Of a kind that is no interaction with anybody. */
  public static WebhookEvent observed(String kind) {
    return event(kind, kind, kind + ":1", "unknown", 0).build();
  }

  public static WebhookEvent withQuery(WebhookEvent event, Map<String, String> query) {
    return WebhookEvent.newBuilder(event).setQuery(query).build();
  }

  public static WebhookEvent withCustomField(WebhookEvent event, String field) {
    return WebhookEvent.newBuilder(event).setCustomField(field).build();
  }

  /** With other times of the provider's; either may be null. */
  public static WebhookEvent timed(WebhookEvent event, Instant startedAt, Instant occurredAt) {
    CallPart call = event.getCall();
    return WebhookEvent.newBuilder(event)
        .setOccurredAt(occurredAt)
        .setCall(call == null ? null : CallPart.newBuilder(call).setStartedAt(startedAt).build())
        .build();
  }

  public static WebhookEvent withContent(WebhookEvent event, String fingerprint) {
    return WebhookEvent.newBuilder(event).setFingerprint(fingerprint).build();
  }

  /** The same content, received once more. */
  public static WebhookEvent again(WebhookEvent event) {
    return WebhookEvent.newBuilder(event).setReceiptId(UUID.randomUUID().toString()).build();
  }

  private static WebhookEvent.Builder call(String sid, String step, String status, int second) {
    return event(sid, "call", step, status, second);
  }

  private static WebhookEvent.Builder event(
      String sid, String kind, String step, String status, int second) {
    return WebhookEvent.newBuilder()
        .setReceiptId(UUID.randomUUID().toString())
        .setReceivedAt(TEN.plusSeconds(second))
        .setSource("exotel")
        .setFeed(kind)
        .setKind(kind)
        .setSid(sid)
        .setStep(step)
        .setStatus(status)
        .setStatusWord(status)
        .setOccurredAt(TEN.plusSeconds(second))
        .setFingerprint(String.format("%016x", (step + status).hashCode() & 0xffffffffL))
        .setMethod("POST")
        .setRaw(ByteBuffer.wrap("raw".getBytes(UTF_8)));
  }

  private static Leg leg(String status, Integer talked) {
    return Leg.newBuilder().setStatus(status).setTalkSeconds(talked).build();
  }

  private static CallPart flow(List<Leg> legs, Integer talked) {
    return CallPart.newBuilder()
        .setDirection("inbound")
        .setFrom(new Phone("09999999993", "+919999999993"))
        .setTo(new Phone("08099999981", "+918099999981"))
        .setExophone(new Phone("08099999981", "+918099999981"))
        .setStartedAt(TEN.minusSeconds(9))
        .setTalkSeconds(talked)
        .setRecordingUrl("https://recordings.example/flow.mp3")
        .setLegs(legs)
        .build();
  }

  private static CallPart part(List<Leg> legs, Integer talked, String recording) {
    return CallPart.newBuilder()
        .setDirection("outbound-api")
        .setFrom(new Phone("09999999991", AGENT))
        .setTo(new Phone("09999999992", CUSTOMER))
        .setExophone(new Phone("08099999980", EXOPHONE))
        .setStartedAt(TEN)
        .setTalkSeconds(talked)
        .setRecordingUrl(recording)
        .setLegs(legs)
        .build();
  }
}
