// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import sidstream.ingest.source.RawWebhook.Request;

/** Callbacks in the three encodings, with invented content. */
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

  static final Map<String, List<Request>> ALL =
      Map.of(
          "call", List.of(post("multipart/form-data; boundary=form-data-boundary-example", CALL)),
          "sms", List.of(post("application/x-www-form-urlencoded", SMS)),
          "campaign", List.of(post("application/json", CAMPAIGN)));

  private ExotelExamples() {}

  private static Request post(String contentType, String body) {
    return new Request(
        "POST",
        Map.of("campaign_id", "example"),
        contentType,
        ByteBuffer.wrap(body.getBytes(UTF_8)));
  }
}
