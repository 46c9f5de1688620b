// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.Fingerprint;
import sidstream.ingest.source.PhoneNumbers;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.body.Body;
import sidstream.schemas.record.WebhookEvent;

/**
 * Reads Exotel's callbacks of calls, messages and campaigns, every generation of them.
 *
 * <p>What a callback is about is told by its fields, not by the feed it came in on: a URL pasted
 * into the wrong box of the provider's dashboard loses nothing.
 */
public final class ExotelSource implements WebhookSource {

  private static final List<Feed> FEEDS =
      List.of(
          new Feed("call", "status callbacks of calls"),
          new Feed("sms", "status callbacks of messages"),
          new Feed("campaign", "call, schedule and status callbacks of campaigns"));
  private static final Pattern SID = Pattern.compile("[!-~]{1,200}");

  private final Times times;
  private final PhoneNumbers phones;

  /**
   * @param zone of times that come without one
   * @param region of numbers that come without a country code, for example {@code IN}
   * @throws IllegalArgumentException when the region has no telephones
   */
  public ExotelSource(ZoneId zone, String region) {
    times = new Times(zone);
    phones = new PhoneNumbers(region);
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
    Body body = Body.of(raw.request());
    return body instanceof Body.Fields fields
        ? read(raw, fields.values())
        : ((Body.Unreadable) body).why();
  }

  private Reading read(RawWebhook raw, SortedMap<String, String> values) {
    FieldReader fields = new FieldReader(values, times, phones);
    Shape shape = Shape.of(fields);
    if (shape == null) {
      return new Quarantine(Reason.NO_SID, "none of the fields that name a Sid is there");
    }
    String sid = fields.text(shape.sidField());
    if (sid == null) {
      return new Quarantine(Reason.NO_SID, shape.sidField() + " is empty");
    }
    if (!SID.matcher(sid).matches()) {
      return new Quarantine(Reason.UNRECOGNISED_SHAPE, shape.sidField() + " holds no id");
    }
    return Reading.of(event(raw, shape, sid, fields));
  }

  private static WebhookEvent event(RawWebhook raw, Shape shape, String sid, FieldReader fields) {
    WebhookEvent.Builder event = raw.event().setSid(sid);
    shape.fill(fields, event);
    return event
        .setFingerprint(Fingerprint.of(fields.facts(), new TreeMap<>(raw.request().query())))
        .setRest(fields.rest()) // last: what nobody has read
        .build();
  }
}
