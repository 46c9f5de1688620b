// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

  private final Endpoints endpoints =
      new Endpoints(
          "http://127.0.0.1:1",
          new TreeMap<>(
              Map.of(
                  "call",
                  "http://127.0.0.1:1/hooks/exotel/call/s",
                  "incoming-sms",
                  "http://127.0.0.1:1/hooks/exotel/incoming-sms/s")),
          "http://127.0.0.1:2",
          "http://127.0.0.1:2/openapi",
          "127.0.0.1:3",
          "http://127.0.0.1:4/apis/ccompat/v7");

  @Test
  void theFileHasEveryPlaceUnderItsKey(@TempDir Path temp) throws Exception {
    Path file = temp.resolve("endpoints.json");
    endpoints.write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("gateway", "hooks", "ops", "openapi", "bootstrap", "registry");
    assertThat(json.at("/hooks/call").asText()).endsWith("/hooks/exotel/call/s");
  }

  @Test
  void peopleSeeEveryPlaceInColumns() {
    assertThat(endpoints.text())
        .isEqualTo(
            """
            sidstream is ready
              callback URLs to paste into Exotel
                call          http://127.0.0.1:1/hooks/exotel/call/s
                incoming-sms  http://127.0.0.1:1/hooks/exotel/incoming-sms/s
              operations    http://127.0.0.1:2
              OpenAPI       http://127.0.0.1:2/openapi
              bootstrap     127.0.0.1:3
              registry      http://127.0.0.1:4/apis/ccompat/v7
            """);
  }
}
