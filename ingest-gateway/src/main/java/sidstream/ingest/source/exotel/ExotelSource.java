// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.PhoneNumbers;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.body.Body;
import sidstream.ingest.source.fields.Dialect;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.ingest.source.fields.Times;

/**
 * Reads everything that Exotel sends, every generation of it.
 *
 * <p>What a webhook is about is told by its fields, not by the feed it came in on: a URL pasted
 * into the wrong box of the provider's dashboard loses nothing. The feed decides where the fields
 * leave a doubt.
 */
public final class ExotelSource implements WebhookSource {

  /** What a heartbeat may be, by the provider's own limit. */
  private static final int LARGEST_HEARTBEAT = 10 * 1024 * 1024;

  /** What anything else may be: with its fields beside it, it still fits into a record. */
  private static final int LARGEST_OTHER = 1024 * 1024;

  private static final List<Feed> FEEDS =
      List.of(
          new Feed("call", "status callbacks of calls, API v1 to v3"),
          new Feed("sms", "status callbacks and link clicks of SMS"),
          new Feed("campaign", "call, schedule and status callbacks of campaigns"),
          new Feed("passthru", "what the Passthru applet of a flow tells, mostly by GET"),
          new Feed("popup", "what the Connect applet tells of an agent's line, by GET"),
          new Feed("whatsapp", "delivery reports and received messages of WhatsApp"),
          new Feed("rcs", "delivery reports of RCS and of the SMS sent instead"),
          new Feed("incoming-sms", "received SMS, by GET or POST"),
          new Feed("leadassist", "calls over lent numbers, and their return"),
          new Feed("heartbeat", "health of the account's numbers", LARGEST_HEARTBEAT),
          new Feed("exoml", "events of calls that a program steers"),
          new Feed("webrtc", "calls of the WebRTC and IP-PSTN apps"),
          new Feed("auto", "any of them"));

  private final Dialect dialect;

  /**
   * @param zone of times that come without one
   * @param region of numbers that come without a country code, for example {@code IN}
   * @throws IllegalArgumentException when the region has no telephones
   */
  public ExotelSource(ZoneId zone, String region) {
    dialect = new Dialect(new Times(zone), new PhoneNumbers(region), Nothing.WORDS);
  }

  @Override
  public List<Feed> feeds() {
    return FEEDS;
  }

  @Override
  public Map<String, List<RawWebhook.Request>> examples() {
    return ExotelExamples.ALL;
  }

  @Override
  public Reading read(RawWebhook raw) {
    if (raw.feed().equals("heartbeat")) {
      FieldReader outline = outline(raw);
      if (outline != null && outline.has(Heartbeat.LEVEL)) {
        return Shape.HEARTBEAT.read(raw, outline);
      }
      if (raw.request().body().remaining() > LARGEST_OTHER) {
        return new Quarantine(
            Reason.UNRECOGNISED_SHAPE, "larger than any webhook but a heartbeat, and none");
      }
    }
    Body body = Body.of(raw.request(), MessageList.LISTS);
    return body instanceof Body.Fields fields ? read(raw, fields) : ((Body.Unreadable) body).why();
  }

  private Reading read(RawWebhook raw, Body.Fields body) {
    if (!body.items().isEmpty()) {
      return new MessageList(raw, dialect).read(body);
    }
    SortedMap<String, String> values = Body.unfolded(body.values(), "Stream");
    FieldReader fields = new FieldReader(values, dialect);
    Shape shape = new Recognition(fields, raw.feed(), raw.request().method()).shape();
    if (shape == null) {
      return new Quarantine(Reason.NO_SID, "none of the fields that name a Sid is there");
    }
    FieldReader outline = shape == Shape.HEARTBEAT ? outline(raw) : null;
    return shape.read(raw, outline == null ? fields : outline);
  }

  /** A heartbeat lists every number of the account: it is not unfolded. */
  private @Nullable FieldReader outline(RawWebhook raw) {
    return Body.outline(raw.request()) instanceof Body.Fields fields
        ? new FieldReader(fields.values(), dialect)
        : null;
  }
}
