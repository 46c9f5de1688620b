// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import java.util.Map.Entry;
import java.util.SortedMap;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;

/**
 * A webhook's body, whatever its encoding: the same facts give the same fields as multipart, as
 * urlencoded form and as JSON.
 *
 * <p>Nested values have bracketed names: JSON's {@code {"Legs":[{"Status":"busy"}]}} and a form's
 * {@code Legs[0][Status]=busy} are the same field. Values are text as received; JSON's null and
 * empty containers are the empty text. Nothing is left out: a repeated name is numbered.
 */
public sealed interface Body {

  /** Read. */
  record Fields(SortedMap<String, String> values) implements Body {}

  /** Not readable as any encoding. */
  record Unreadable(Quarantine why) implements Body {}

  /** Never throws. */
  static Body of(RawWebhook.Request request) {
    byte[] bytes = request.bytes();
    try {
      return new Fields(read(request, bytes));
    } catch (UnreadableBody e) {
      return new Unreadable(new Quarantine(e.reason(), e.getMessage()));
    }
  }

  private static SortedMap<String, String> read(RawWebhook.Request request, byte[] bytes)
      throws UnreadableBody {
    FieldCollector fields = new FieldCollector(bytes.length);
    switch (Encoding.of(request.contentType(), bytes)) {
      case EMPTY -> throw new UnreadableBody(Reading.Reason.EMPTY_BODY, "the body is empty");
      case JSON -> JsonFields.read(bytes, fields);
      case FORM -> addAll(UrlEncodedForm.pairs(bytes), fields);
      case MULTIPART -> addAll(MultipartForm.parts(bytes, request.contentType()), fields);
      case UNSUPPORTED ->
          throw new UnreadableBody(
              Reading.Reason.UNSUPPORTED_CONTENT_TYPE,
              "the body is neither multipart nor form nor JSON");
    }
    return fields.values();
  }

  private static void addAll(Iterable<Entry<String, String>> pairs, FieldCollector fields)
      throws UnreadableBody {
    for (Entry<String, String> pair : pairs) {
      fields.add(pair.getKey(), pair.getValue());
    }
  }
}
