// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.body.UrlEncodedForm;

/**
 * A fuzzer's bytes as a webhook: the first picks the feed, the second method and content type, the
 * rest is the body, or the query of a GET; a POST may have a query too, up to the first line feed.
 */
final class Input {

  private static final int GET = 8;
  private static final int QUERY = 16;
  private static final String MULTIPART = "multipart/form-data; boundary=x";
  private static final List<String> TYPES =
      List.of(
          MULTIPART,
          "application/x-www-form-urlencoded",
          "application/json",
          "",
          "multipart/form-data",
          "multipart/form-data; boundary=\"form-data-boundary-a1b2c3d4e5f6g7ha\"",
          "text/plain; charset=utf-16",
          "Application/JSON; charset=utf-8");

  private final int feed;
  private final int kind;
  private final byte[] rest;

  Input(byte[] bytes) {
    feed = bytes.length > 0 ? bytes[0] & 0xff : 0;
    kind = bytes.length > 1 ? bytes[1] & 0xff : 0;
    rest = bytes.length > 2 ? Arrays.copyOfRange(bytes, 2, bytes.length) : new byte[0];
  }

  RawWebhook webhook(String source, List<String> feeds) {
    return new RawWebhook(
        "11111111-2222-3333-4444-555555555555",
        Instant.EPOCH,
        source,
        feeds.get(feed % feeds.size()),
        request());
  }

  RawWebhook.Request request() {
    if ((kind & GET) != 0) {
      return new RawWebhook.Request("GET", query(rest.length), null, ByteBuffer.wrap(rest));
    }
    int line = (kind & QUERY) == 0 ? -1 : firstLine();
    ByteBuffer body = ByteBuffer.wrap(rest, line + 1, rest.length - line - 1).slice();
    return new RawWebhook.Request("POST", query(Math.max(0, line)), type(), body);
  }

  /** Bytes that can come out in fields. */
  int size() {
    return rest.length;
  }

  byte[] rest() {
    return rest;
  }

  private @Nullable String type() {
    String type = TYPES.get(kind & 7);
    return type.isEmpty() ? null : type;
  }

  private Map<String, String> query(int length) {
    return UrlEncodedForm.firstValues(new String(rest, 0, length, UTF_8));
  }

  private int firstLine() {
    for (int i = 0; i < rest.length; i++) {
      if (rest[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
