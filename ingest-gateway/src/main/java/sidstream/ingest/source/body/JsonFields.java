// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import sidstream.ingest.source.Reading.Reason;

/**
 * Unfolds a JSON object into fields. Numbers keep the digits they were sent with, so that {@code
 * 320} and {@code "320"} are the same value.
 */
final class JsonFields {

  private static final int MAX_DEPTH = 32;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final JsonParser json;
  private final FieldCollector fields;

  private JsonFields(JsonParser json, FieldCollector fields) {
    this.json = json;
    this.fields = fields;
  }

  static void read(byte[] body, FieldCollector fields) throws UnreadableBody {
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableBody(Reason.UNRECOGNISED_SHAPE, "the JSON is no object");
      }
      new JsonFields(json, fields).object("");
      if (json.nextToken() != null) {
        throw UnreadableBody.malformed("more follows after the JSON object");
      }
    } catch (IOException e) { // its message quotes the body
      throw UnreadableBody.malformed("the JSON is malformed or nested deeper than " + MAX_DEPTH);
    }
  }

  private void object(String prefix) throws IOException, UnreadableBody {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      value(prefix.isEmpty() ? key : prefix + '[' + key + ']');
    }
  }

  private void array(String prefix) throws IOException, UnreadableBody {
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      value(prefix + '[' + i + ']');
    }
  }

  private void value(String name) throws IOException, UnreadableBody {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      noteIfEmpty(name);
      object(name);
    } else if (token == JsonToken.START_ARRAY) {
      noteIfEmpty(name);
      array(name);
    } else {
      fields.add(name, token == JsonToken.VALUE_NULL ? "" : json.getText());
    }
  }

  /** A container is a field of its own, without a value: that it was sent can matter. */
  private void noteIfEmpty(String name) throws UnreadableBody {
    fields.add(name, "");
  }
}
