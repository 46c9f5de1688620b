// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import sidstream.ingest.source.Reading.Reason;

/** Looks over a JSON object without unfolding it: what it takes does not grow with the body. */
final class JsonOutline {

  private static final int MOST_FIELDS = 100;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_VALUE = 1000;

  private JsonOutline() {}

  static SortedMap<String, String> read(byte[] body) throws UnreadableBody {
    SortedMap<String, String> fields = new TreeMap<>();
    try (JsonParser json = JsonFields.FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableBody(Reason.UNRECOGNISED_SHAPE, "the JSON is no object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        String value = value(json);
        if (fields.size() < MOST_FIELDS
            && name.length() <= LONGEST_NAME
            && value.length() <= LONGEST_VALUE) {
          fields.putIfAbsent(name, value);
        }
      }
      JsonFields.assertEnds(json);
    } catch (IOException e) { // its message quotes the body
      throw JsonFields.malformed();
    }
    return fields;
  }

  private static String value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token.isStructStart()) {
      return Integer.toString(entries(json));
    }
    return token == JsonToken.VALUE_NULL ? "" : json.getText();
  }

  private static int entries(JsonParser json) throws IOException {
    boolean object = json.currentToken() == JsonToken.START_OBJECT;
    int entries = 0;
    for (JsonToken next = json.nextToken(); !next.isStructEnd(); next = json.nextToken()) {
      if (object) {
        json.nextToken();
      }
      json.skipChildren();
      entries++;
    }
    return entries;
  }
}
