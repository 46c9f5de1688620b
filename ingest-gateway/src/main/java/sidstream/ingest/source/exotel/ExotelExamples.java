// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import sidstream.ingest.source.RawWebhook.Request;
import sidstream.ingest.source.body.UrlEncodedForm;

/** One webhook of each feed and in each encoding, with invented content. */
final class ExotelExamples {

  private static final String CALL =
      """
      --form-data-boundary-example
      Content-Disposition: form-data; name="CallSid"

      example
      --form-data-boundary-example
      Content-Disposition: form-data; name="Status"

      completed
      --form-data-boundary-example
      Content-Disposition: form-data; name="DateUpdated"

      2025-01-15 18:14:07
      --form-data-boundary-example
      Content-Disposition: form-data; name="To"

      09999999991
      --form-data-boundary-example
      Content-Disposition: form-data; name="Legs[0][Status]"

      completed
      --form-data-boundary-example--
      """;

  private static final String SMS =
      "SmsSid=example&To=09999999991&Status=sent&SmsUnits=1"
          + "&DetailedStatus=DELIVERED_TO_HANDSET&DetailedStatusCode=20005"
          + "&DateSent=2025-11-12+14%3A30%3A45";

  private static final String CAMPAIGN =
      "{\"campaign_sid\":\"example\",\"call_sid\":\"example\",\"number\":\"+919999999991\","
          + "\"date_updated\":\"2025-11-12T09:05:47+05:30\",\"status\":\"completed\"}";

  private static final String PASSTHRU =
      "CallSid=example&CallFrom=09999999991&CallTo=08099999980&Direction=incoming"
          + "&CallType=call-attempt&flow_id=1&CurrentTime=2025-11-12+14%3A30%3A45"
          + "&digits=%222%22";

  private static final String POPUP =
      "CallSid=example&CallFrom=09999999991&CallTo=08099999980&Direction=incoming"
          + "&DialWhomNumber=09999999992&Status=busy&EventType=Dial"
          + "&CurrentTime=2025-11-12+14%3A30%3A45";

  private static final String MESSAGES =
      "{\"%s\":{\"messages\":["
          + "{\"callback_type\":\"dlr\",\"sid\":\"example1\",\"to\":\"+919999999991\","
          + "\"exo_status_code\":%d,\"timestamp\":\"2025-11-12T14:30:45+05:30\"},"
          + "{\"callback_type\":\"icm\",\"sid\":\"example2\",\"from\":\"+919999999991\","
          + "\"content\":{\"type\":\"text\",\"text\":{\"body\":\"Hello\"}}}]}}";

  private static final String RECEIVED =
      "SmsSid=example&From=09999999991&To=08099999980&Date=2025-11-12+14%3A30%3A45&Body=Hello";

  private static final String LENT_NUMBER =
      "{\"call_sid\":\"example\",\"greenvn_id\":\"example\",\"call_type\":\"completed\","
          + "\"dial_call_status\":\"completed\",\"start_time\":\"2021-01-19T19:17:03+50:30\"}";

  private static final String HEARTBEAT =
      "{\"timestamp\":\"2025-11-12T14:35:00+05:30\",\"status_type\":\"OK\","
          + "\"incoming_affected\":[],\"outgoing_affected\":[],\"data\":{}}";

  private static final String EXOML =
      "{\"event_sid\":\"example\",\"event_type\":\"leg_action_event\","
          + "\"event_name\":\"leg_answered\",\"event_timestamp\":\"2026-01-15T10:30:00.529Z\","
          + "\"data\":{\"leg_sid\":\"example\",\"contact_uri\":\"+919999999991\"}}";

  private static final String WEBRTC =
      "{\"AppId\":\"example\",\"CallSid\":\"example\",\"CallState\":\"active\","
          + "\"FromNumber\":\"09999999991\",\"CreatedAt\":\"0001-01-01T00:00:00Z\"}";

  static final Map<String, List<Request>> ALL =
      Map.ofEntries(
          Map.entry("call", List.of(multipart(CALL))),
          Map.entry("sms", List.of(form(SMS))),
          Map.entry("campaign", List.of(json(CAMPAIGN))),
          Map.entry("passthru", List.of(get(PASSTHRU))),
          Map.entry("popup", List.of(get(POPUP))),
          Map.entry("whatsapp", List.of(json(MESSAGES.formatted("whatsapp", 30002)))),
          Map.entry("rcs", List.of(json(MESSAGES.formatted("rcs", 40002)))),
          Map.entry("incoming-sms", List.of(get(RECEIVED))),
          Map.entry("leadassist", List.of(json(LENT_NUMBER))),
          Map.entry("heartbeat", List.of(json(HEARTBEAT))),
          Map.entry("exoml", List.of(json(EXOML))),
          Map.entry("webrtc", List.of(json(WEBRTC))),
          Map.entry("auto", List.of(multipart(CALL), form(SMS))));

  private ExotelExamples() {}

  private static Request multipart(String body) {
    return post("multipart/form-data; boundary=form-data-boundary-example", body);
  }

  private static Request form(String body) {
    return post("application/x-www-form-urlencoded", body);
  }

  private static Request json(String body) {
    return post("application/json", body);
  }

  private static Request get(String query) {
    ByteBuffer bytes = ByteBuffer.wrap(query.getBytes(UTF_8));
    return new Request("GET", UrlEncodedForm.firstValues(query), null, bytes);
  }

  private static Request post(String contentType, String body) {
    return new Request(
        "POST",
        Map.of("campaign_id", "example"),
        contentType,
        ByteBuffer.wrap(body.getBytes(UTF_8)));
  }
}
