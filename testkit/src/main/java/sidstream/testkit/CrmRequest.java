// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/**
 * What a CRM received.
 *
 * @param number place in the order of arrival, from 1
 * @param method HTTP method
 * @param target path with query, as sent
 * @param headers first value of each; look them up with {@link #header}
 * @param body as UTF-8 text
 */
public record CrmRequest(
    int number, String method, String target, Map<String, String> headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first value of a header, whatever its letters' case. */
  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The body as JSON; a missing node when it is something else. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }

  /** The call or message it is about: the top-level field {@code sid}. */
  public Optional<String> sid() {
    return Optional.ofNullable(json().path("sid").textValue());
  }
}
