// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Where everything of a run is to be found.
 *
 * @param gateway base URL of the gateway
 * @param hooks callback URL of each feed, to paste into Exotel
 * @param ops operations page
 * @param openapi page that describes the gateway's port
 * @param bootstrap Kafka's bootstrap servers
 * @param registry base URL of Confluent's registry API
 */
record Endpoints(
    String gateway,
    Map<String, String> hooks,
    String ops,
    String openapi,
    String bootstrap,
    String registry) {

  /** Written whole or not at all: whoever sees the file can read it. */
  void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, json.writeValueAsString(this) + "\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** For people: one line per place. */
  String text() {
    StringBuilder text = new StringBuilder("sidstream is ready\n");
    text.append("  callback URLs to paste into Exotel\n");
    int width = hooks.keySet().stream().mapToInt(String::length).max().orElse(0);
    hooks.forEach(
        (feed, url) ->
            text.append("    ")
                .append(feed)
                .append(" ".repeat(width + 2 - feed.length()))
                .append(url)
                .append('\n'));
    text.append("  operations    ").append(ops).append('\n');
    text.append("  OpenAPI       ").append(openapi).append('\n');
    text.append("  bootstrap     ").append(bootstrap).append('\n');
    text.append("  registry      ").append(registry).append('\n');
    return text.toString();
  }
}
