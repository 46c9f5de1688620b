// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sidstream.ingest.source.RawWebhook.Request;
import sidstream.ingest.source.body.UrlEncodedForm;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSample;

/** Webhooks as they come in, for tests. */
public final class Webhooks {

  public static final String FORM = "application/x-www-form-urlencoded";
  public static final String JSON = "application/json";
  public static final Instant NOON = Instant.parse("2025-11-12T06:30:00Z");

  private Webhooks() {}

  public static RawWebhook of(String feed, String contentType, byte[] body) {
    return of(feed, new Request("POST", Map.of(), contentType, ByteBuffer.wrap(body)));
  }

  public static RawWebhook of(String feed, String contentType, String body) {
    return of(feed, contentType, body.getBytes(UTF_8));
  }

  public static RawWebhook of(String feed, Request request) {
    return new RawWebhook("5d0c7b8e-0000-4000-8000-000000000001", NOON, "exotel", feed, request);
  }

  /** A captured webhook. */
  public static RawWebhook of(ExotelSample sample) {
    return sample.method().equals("GET")
        ? get(sample.feed(), new String(sample.body(), UTF_8))
        : of(sample.feed(), sample.contentType(), sample.body());
  }

  /** A GET as the server hands it on: the query is its body too. */
  public static RawWebhook get(String feed, String query) {
    return of(
        feed,
        new Request(
            "GET",
            UrlEncodedForm.firstValues(query),
            null,
            ByteBuffer.wrap(query.getBytes(UTF_8))));
  }

  /** Every event of it. */
  public static List<WebhookEvent> events(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Events.class);
    return ((Reading.Events) reading).events();
  }

  public static WebhookEvent event(Reading reading) {
    return events(reading).get(0);
  }
}
