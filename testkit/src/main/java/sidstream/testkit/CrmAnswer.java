// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a fake CRM answers. Built by chaining: {@code CrmAnswer.status(429).header("Retry-After",
 * "2").after(Duration.ofMillis(50))}.
 *
 * @param status HTTP status; 0 closes the connection without an answer
 * @param headers sent with it
 * @param body as UTF-8 text, may be empty
 * @param delay before the answer; the request is recorded at once
 */
public record CrmAnswer(int status, Map<String, String> headers, String body, Duration delay) {

  public static CrmAnswer ok() {
    return status(200);
  }

  public static CrmAnswer status(int status) {
    return new CrmAnswer(status, Map.of(), "", Duration.ZERO);
  }

  /** The connection breaks: the sender cannot know whether the request was acted on. */
  public static CrmAnswer hangUp() {
    return status(0);
  }

  public CrmAnswer header(String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return new CrmAnswer(status, Map.copyOf(all), body, delay);
  }

  public CrmAnswer json(String text) {
    return new CrmAnswer(status, headers, text, delay).header("Content-Type", "application/json");
  }

  public CrmAnswer after(Duration wait) {
    return new CrmAnswer(status, headers, body, wait);
  }
}
