// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.Topic;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSamples;

class HeartbeatTest {

  private static final int LIMIT = 10 * 1024 * 1024;

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  @Test
  void affectedNumbersAreCounted() {
    WebhookEvent event =
        Webhooks.event(exotel.read(Webhooks.of(ExotelSamples.named("heartbeat-warning.json"))));
    assertThat(event.getHeartbeat().getLevel()).isEqualTo("warning");
    assertThat(event.getHeartbeat().getIncomingAffected()).isEqualTo(2);
    assertThat(event.getHeartbeat().getOutgoingAffected()).isEqualTo(1);
    assertThat(event.getRest()).containsOnlyKeys("data");
  }

  @Test
  void oneOfTenMegabytesFitsIntoARecordAndIsNotUnfolded() throws Exception {
    String numbers =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "\"0123456789abcdef0123456789abcdef" + i + '"')
            .collect(Collectors.joining(","));
    String body = "{\"status_type\":\"PAYLOAD_TOO_LARGE\",\"incoming_affected\":[" + numbers + "]";
    body += ",\"data\":{\"pad\":\"" + "x".repeat(LIMIT - body.length() - 20) + "\"}}";
    assertThat(body.length()).isLessThanOrEqualTo(LIMIT);
    WebhookEvent event = Webhooks.event(read("heartbeat", body));
    assertThat(event.getHeartbeat().getLevel()).isEqualTo("payload-too-large");
    assertThat(event.getHeartbeat().getIncomingAffected()).isEqualTo(200_000);
    assertThat(event.getRest()).containsOnlyKeys("data");
    assertThat(WebhookEvent.getEncoder().encode(event).remaining())
        .isBetween(body.length(), Topic.LARGEST_RECORD_BYTES - 1);
  }

  @Test
  void longTextsAndTooManyFieldsStayInTheRawBytes() {
    String many =
        IntStream.range(0, 1000).mapToObj(i -> ",\"f" + i + "\":1").collect(Collectors.joining());
    WebhookEvent event =
        Webhooks.event(
            read(
                "heartbeat",
                "{\"status_type\":\"OK\",\"note\":\"" + "x".repeat(5000) + '"' + many + '}'));
    assertThat(event.getRest()).hasSizeLessThan(100).doesNotContainKey("note");
  }

  @Test
  void somethingElseOnItsFeedIsReadAsWhatItIs() {
    assertThat(
            Webhooks.event(read("heartbeat", "{\"CallSid\":\"c1\",\"Status\":\"busy\"}")).getKind())
        .isEqualTo("call");
  }

  @Test
  void somethingElseAsLargeAsAHeartbeatIsQuarantined() {
    Reading reading = read("heartbeat", "{\"CallSid\":\"" + "c".repeat(2_000_000) + "\"}");
    assertThat(reading).isInstanceOf(Quarantine.class);
  }

  @Test
  void aLevelOfTheFutureIsKept() {
    WebhookEvent event = Webhooks.event(read("heartbeat", "{\"status_type\":\"On Fire\"}"));
    assertThat(event.getHeartbeat().getLevel()).isEqualTo("on-fire");
    assertThat(event.getStatusWord()).isEqualTo("On Fire");
    assertThat(event.getSid()).isEqualTo("heartbeat");
  }

  private Reading read(String feed, String json) {
    return exotel.read(Webhooks.of(feed, Webhooks.JSON, json.getBytes(UTF_8)));
  }
}
