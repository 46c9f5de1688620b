// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.RateWindow;

class AvroSerdesTest {
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);

  @Test
  void aValueReturnsAsItWas() throws Exception {
    int id = registry.register(topics.rates.subject(), AvroSerdes.registered(topics.rates));
    RateWindow window = window();

    byte[] bytes = serdes.of(topics.rates).serializer().serialize(topics.rates.name(), window);

    assertThat(bytes).startsWith(0, 0, 0, 0, id);
    assertThat(serdes.of(topics.rates).deserializer().deserialize(topics.rates.name(), bytes))
        .isEqualTo(window);
  }

  @Test
  void nothingIsRegisteredOnTheWay() {
    assertThatThrownBy(
            () -> serdes.serializer(topics.rates).serialize(topics.rates.name(), window()))
        .isInstanceOf(org.apache.kafka.common.errors.SerializationException.class);
  }

  @Test
  void theRegisteredSchemaHoldsNoJavaProperties() {
    topics
        .all()
        .forEach(
            topic ->
                assertThat(AvroSerdes.registered(topic).canonicalString())
                    .doesNotContain("avro.java"));
  }

  private static RateWindow window() {
    return RateWindow.newBuilder()
        .setScope("all")
        .setMinute(Instant.parse("2026-11-22T10:42:00Z"))
        .setRevision(1)
        .setCallsAttempted(4)
        .setCallsConnected(1)
        .setConnectRate(0.25)
        .setSmsEnded(0)
        .setDeliveryRate(null)
        .build();
  }
}
