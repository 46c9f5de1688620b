// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.ZoneId;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.WebhookEvent;

/** Callbacks written down in tests. */
final class Callbacks {

  private static final ExotelSource EXOTEL = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  private Callbacks() {}

  /** The event of a form, its fields given as {@code Name=value}, unescaped. */
  static WebhookEvent form(String... fields) {
    return Webhooks.event(reading(fields));
  }

  static Reading reading(String... fields) {
    StringBuilder form = new StringBuilder();
    for (String field : fields) {
      int equals = field.indexOf('=');
      form.append(URLEncoder.encode(field.substring(0, equals), UTF_8)).append('=');
      form.append(URLEncoder.encode(field.substring(equals + 1), UTF_8)).append('&');
    }
    return EXOTEL.read(Webhooks.of("call", Webhooks.FORM, form.toString()));
  }

  static WebhookEvent json(String json) {
    return Webhooks.event(EXOTEL.read(Webhooks.of("call", Webhooks.JSON, json)));
  }
}
