// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import sidstream.ingest.source.RawWebhook.Request;

/** One webhook of each feed, with invented content. */
final class TwilioExamples {

  private static final String CALL =
      "CallSid=CAexample&AccountSid=ACexample&From=%2B14155550100&To=%2B14155550199"
          + "&CallStatus=completed&Direction=outbound-api&CallDuration=42&SequenceNumber=2"
          + "&Timestamp=Tue%2C+18+Nov+2025+06%3A30%3A00+%2B0000"
          + "&CallbackSource=call-progress-events";

  private static final String MESSAGE =
      "MessageSid=SMexample&SmsSid=SMexample&AccountSid=ACexample&From=%2B14155550100"
          + "&To=%2B14155550199&MessageStatus=delivered&SmsStatus=delivered";

  static final Map<String, List<Request>> ALL =
      Map.of(
          "call", List.of(form(CALL)),
          "message", List.of(form(MESSAGE)),
          "auto", List.of(form(CALL), form(MESSAGE)));

  private TwilioExamples() {}

  private static Request form(String body) {
    return new Request(
        "POST",
        Map.of(),
        "application/x-www-form-urlencoded; charset=UTF-8",
        ByteBuffer.wrap(body.getBytes(UTF_8)));
  }
}
