// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Reading.Reason;

/**
 * Unfolds a JSON object into fields. Numbers keep the digits they were sent with, so that {@code
 * 320} and {@code "320"} are the same value.
 */
final class JsonFields {

  private static final int MAX_DEPTH = 32;

  /** More than a provider puts into one request; each becomes a record. */
  private static final int MOST_ITEMS = 500;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final byte[] body;
  private final JsonParser json;
  private final Set<String> lists;
  private final List<Body.Item> items = new ArrayList<>();
  private boolean tooMany;

  private JsonFields(byte[] body, JsonParser json, Set<String> lists) {
    this.body = body;
    this.json = json;
    this.lists = lists;
  }

  static void read(byte[] body, FieldCollector fields) throws UnreadableBody {
    read(body, fields, Set.of());
  }

  /**
   * @param lists whose entries are items instead of fields
   */
  static Body.Fields read(byte[] body, FieldCollector fields, Set<String> lists)
      throws UnreadableBody {
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableBody(Reason.UNRECOGNISED_SHAPE, "the JSON is no object");
      }
      JsonFields all = new JsonFields(body, json, lists);
      all.object("", fields);
      assertEnds(json);
      return new Body.Fields(fields.values(), all.items, all.tooMany);
    } catch (IOException e) { // its message quotes the body
      throw malformed();
    }
  }

  static void assertEnds(JsonParser json) throws IOException, UnreadableBody {
    if (json.nextToken() != null) {
      throw UnreadableBody.malformed("more follows after the JSON object");
    }
  }

  static UnreadableBody malformed() {
    return UnreadableBody.malformed("the JSON is malformed or nested deeper than " + MAX_DEPTH);
  }

  private void object(String prefix, FieldCollector fields) throws IOException, UnreadableBody {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      value(prefix.isEmpty() ? key : prefix + '[' + key + ']', fields);
    }
  }

  private void array(String prefix, FieldCollector fields) throws IOException, UnreadableBody {
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      value(prefix + '[' + i + ']', fields);
    }
  }

  private void value(String name, FieldCollector fields) throws IOException, UnreadableBody {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      noteIfEmpty(name, fields);
      object(name, fields);
    } else if (token == JsonToken.START_ARRAY) {
      noteIfEmpty(name, fields);
      if (lists.contains(name)) {
        items(name, fields);
      } else {
        array(name, fields);
      }
    } else {
      fields.add(name, token == JsonToken.VALUE_NULL ? "" : json.getText());
    }
  }

  /** A container is a field of its own, without a value: that it was sent can matter. */
  private static void noteIfEmpty(String name, FieldCollector fields) throws UnreadableBody {
    fields.add(name, "");
  }

  private void items(String list, FieldCollector fields) throws IOException, UnreadableBody {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == MOST_ITEMS) {
        tooMany = true;
        json.skipChildren();
      } else {
        items.add(item(list, fields.forItem()));
      }
    }
  }

  private Body.Item item(String list, FieldCollector own) throws IOException, UnreadableBody {
    long start = json.currentTokenLocation().getByteOffset();
    SortedMap<String, String> values = null;
    if (json.currentToken() == JsonToken.START_OBJECT) {
      object("", own);
      values = own.values();
    } else {
      json.skipChildren();
      json.getText(); // to its end
    }
    return new Body.Item(list, values, bytes(start, json.currentLocation().getByteOffset()));
  }

  /** Offsets are unknown where the bytes had to be decoded first. */
  private @Nullable ByteBuffer bytes(long start, long end) {
    return start < 0 || end <= start || end > body.length
        ? null
        : ByteBuffer.wrap(body, (int) start, (int) (end - start)).slice();
  }
}
