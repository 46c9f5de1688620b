// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sidstream.standalone.Street.PATIENCE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.schemas.Topic;
import sidstream.testkit.FakeExotelApi;

/** A call whose end no webhook told: asked for by the processor, found by the gateway. */
@Tag("slow")
class MissingEndWalkTest {

  private static final String CALL = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private Path directory;

  @Test
  void itComesFromTheApiAndCountsOnce() throws Exception {
    try (FakeExotelApi api = new FakeExotelApi();
        Street street =
            new Street(
                    directory,
                    Map.of(
                        "sidstream.exotel-api.url", api.url().toString(),
                        "sidstream.exotel-api.account", "exampleaccount",
                        "sidstream.exotel-api.key", "key",
                        "sidstream.exotel-api.token", "token"),
                    Map.of("SIDSTREAM_INTERACTIONS_RECONCILE_AFTER", "PT2S"))
                .open()) {
      api.tell("Balance.json", FakeExotelApi.sample("balance.json"));
      api.tell("Calls.json", FakeExotelApi.sample("calls.json"));
      assertThat(street.post("call", FORM, answered())).isEqualTo(200);

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(status(street)).isEqualTo("completed"));
      GenericRecord state = last(street, street.topics.interactionStates);
      assertThat(state.get("talk_seconds")).isEqualTo(320);
      assertThat(of(street, street.topics.webhooks)).hasSize(2);
      assertThat(api.asked()).contains("Calls.json?details=true&PageSize=20&Sid=" + CALL);

      // the callback after all: it tells the same once more
      assertThat(street.post("call", FORM, terminal())).isEqualTo(200);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(of(street, street.topics.interactions)).hasSizeGreaterThan(2));
      assertThat(last(street, street.topics.interactions).get("transition").toString())
          .isEqualTo("amended");
      assertThat(status(street)).isEqualTo("completed");
    }
  }

  private static String status(Street street) {
    List<GenericRecord> states = of(street, street.topics.interactionStates);
    return states.isEmpty() ? "" : states.get(states.size() - 1).get("status").toString();
  }

  private static GenericRecord last(Street street, Topic<?> topic) {
    List<GenericRecord> records = of(street, topic);
    return records.get(records.size() - 1);
  }

  private static List<GenericRecord> of(Street street, Topic<?> topic) {
    try (TopicReader reader = street.reader(topic)) {
      return reader.values(value -> CALL.equals(value.get("sid").toString()));
    }
  }

  private static byte[] answered() {
    return form("EventType=answered&Status=in-progress&DateUpdated=2025-11-12 14:25:16");
  }

  private static byte[] terminal() {
    return form("EventType=terminal&Status=completed&DateUpdated=2025-11-12 14:30:45");
  }

  private static byte[] form(String more) {
    return ("CallSid=" + CALL + "&" + more.replace(" ", "+").replace(":", "%3A")).getBytes(UTF_8);
  }
}
