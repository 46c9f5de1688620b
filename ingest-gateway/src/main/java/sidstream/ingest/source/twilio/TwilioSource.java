// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.Fingerprint;
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
import sidstream.schemas.record.WebhookEvent;

/**
 * Reads Twilio's status callbacks of calls and messages: forms, by POST or GET. As a message has a
 * Sid of its own, its fields tell which of the two it is.
 */
public final class TwilioSource implements WebhookSource {

  private static final String[] MESSAGE_SIDS = {"MessageSid", "SmsSid", "SmsMessageSid"};
  private static final String CALL_SID = "CallSid";

  private static final List<Feed> FEEDS =
      List.of(
          new Feed("call", "status callbacks of calls"),
          new Feed("message", "status callbacks of messages, and received ones"),
          new Feed("auto", "any of them"));

  private final Dialect dialect;

  /**
   * @param zone of times that come without one
   * @param region of numbers that come without a country code, for example {@code US}
   * @throws IllegalArgumentException when the region has no telephones
   */
  public TwilioSource(ZoneId zone, String region) {
    dialect = new Dialect(new Times(zone), new PhoneNumbers(region), Set.of());
  }

  @Override
  public List<Feed> feeds() {
    return FEEDS;
  }

  @Override
  public Map<String, List<RawWebhook.Request>> examples() {
    return TwilioExamples.ALL;
  }

  @Override
  public Reading read(RawWebhook raw) {
    Body body = Body.of(raw.request());
    return body instanceof Body.Fields fields
        ? read(raw, new FieldReader(fields.values(), dialect))
        : ((Body.Unreadable) body).why();
  }

  private static Reading read(RawWebhook raw, FieldReader fields) {
    boolean message = fields.hasAny(MESSAGE_SIDS);
    String sid = message ? fields.text(MESSAGE_SIDS) : fields.text(CALL_SID);
    if (sid == null) {
      return new Quarantine(Reason.NO_SID, "neither MessageSid nor CallSid has a value");
    }
    if (!FieldReader.isId(sid)) {
      String field = message ? "MessageSid" : CALL_SID;
      return new Quarantine(Reason.UNRECOGNISED_SHAPE, field + " holds no id");
    }
    WebhookEvent.Builder event =
        raw.event().setSid(sid).setFingerprint(Fingerprint.of(fields.facts(), raw.queryFacts()));
    if (message) {
      TwilioMessage.fill(fields, event);
    } else {
      TwilioCall.fill(fields, event);
    }
    return Reading.of(event.setRest(fields.rest()).build()); // last: what nobody has read
  }
}
