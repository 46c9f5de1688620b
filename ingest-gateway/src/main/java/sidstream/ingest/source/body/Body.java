// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;

/**
 * What a webhook says, whatever its encoding: the same facts give the same fields as multipart, as
 * urlencoded form, as JSON, and as the query of a GET.
 *
 * <p>Nested values have bracketed names: JSON's {@code {"Legs":[{"Status":"busy"}]}} and a form's
 * {@code Legs[0][Status]=busy} are the same field. Values are text as received; JSON's null and
 * empty containers are the empty text. Nothing is left out: a repeated name is numbered.
 */
public sealed interface Body {

  /**
   * Read.
   *
   * @param values fields, those of items left out
   * @param items of the lists that were asked for, in their order
   * @param tooMany whether there were more items than are read
   */
  record Fields(SortedMap<String, String> values, List<Item> items, boolean tooMany)
      implements Body {

    public Fields {
      items = List.copyOf(items);
    }
  }

  /**
   * One of several things that a request is about.
   *
   * @param list name of the list it stands in, for example {@code whatsapp[messages]}
   * @param values its fields; null where it is no object
   * @param bytes the item as received; null where the body is not in UTF-8
   */
  record Item(
      String list, @Nullable SortedMap<String, String> values, @Nullable ByteBuffer bytes) {}

  /** Not readable as any encoding. */
  record Unreadable(Quarantine why) implements Body {}

  /** Reads all of it as one thing. Never throws. */
  static Body of(RawWebhook.Request request) {
    return of(request, Set.of());
  }

  /**
   * Reads it. Never throws.
   *
   * @param lists lists of JSON objects, each an item by itself
   */
  static Body of(RawWebhook.Request request, Set<String> lists) {
    byte[] bytes = request.bytes();
    try {
      return read(request, bytes, lists);
    } catch (UnreadableBody e) {
      return new Unreadable(new Quarantine(e.reason(), e.getMessage()));
    }
  }

  /**
   * The top level of a JSON object of any size: texts and numbers as they are, lists and objects as
   * how many entries they have. Long texts are left out. Never throws.
   */
  static Body outline(RawWebhook.Request request) {
    try {
      return new Fields(JsonOutline.read(request.bytes()), List.of(), false);
    } catch (UnreadableBody e) {
      return new Unreadable(new Quarantine(e.reason(), e.getMessage()));
    }
  }

  /**
   * The fields with one of them, whose value is a JSON object, unfolded: {@code Stream={"Status":
   * "completed"}} becomes {@code Stream[Status]=completed}. Unchanged where it holds no such value.
   */
  static SortedMap<String, String> unfolded(SortedMap<String, String> fields, String name) {
    String json = fields.get(name);
    if (json == null || !json.startsWith("{")) {
      return fields;
    }
    try {
      byte[] bytes = json.getBytes(UTF_8);
      FieldCollector inner = new FieldCollector(bytes.length);
      JsonFields.read(bytes, inner);
      SortedMap<String, String> all = new TreeMap<>(fields);
      all.remove(name);
      inner.values().forEach((key, value) -> all.putIfAbsent(nested(name, key), value));
      return all;
    } catch (UnreadableBody e) {
      return fields;
    }
  }

  private static String nested(String name, String key) {
    int bracket = key.indexOf('[');
    return bracket < 0
        ? name + '[' + key + ']'
        : name + '[' + key.substring(0, bracket) + ']' + key.substring(bracket);
  }

  private static Body read(RawWebhook.Request request, byte[] bytes, Set<String> lists)
      throws UnreadableBody {
    FieldCollector fields = new FieldCollector(bytes.length);
    boolean query = request.method().equals("GET");
    switch (query ? Encoding.ofQuery(bytes) : Encoding.of(request.contentType(), bytes)) {
      case EMPTY ->
          throw new UnreadableBody(
              Reason.EMPTY_BODY, query ? "the query is empty" : "the body is empty");
      case JSON -> {
        return JsonFields.read(bytes, fields, lists);
      }
      case FORM -> addAll(UrlEncodedForm.pairs(bytes), fields);
      case MULTIPART -> addAll(MultipartForm.parts(bytes, request.contentType()), fields);
      case UNSUPPORTED ->
          throw new UnreadableBody(
              Reason.UNSUPPORTED_CONTENT_TYPE, "the body is neither multipart nor form nor JSON");
    }
    return new Fields(fields.values(), List.of(), false);
  }

  private static void addAll(Iterable<Entry<String, String>> pairs, FieldCollector fields)
      throws UnreadableBody {
    for (Entry<String, String> pair : pairs) {
      fields.add(pair.getKey(), pair.getValue());
    }
  }
}
