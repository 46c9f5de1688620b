// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
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
  void whatIsWrittenIsWhatConfluentsSerializerWrites() throws Exception {
    registry.register(topics.rates.subject(), AvroSerdes.registered(topics.rates));
    KafkaAvroSerializer confluents = new KafkaAvroSerializer(registry);
    confluents.configure(
        Map.of(
            AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, "http://client.is.given",
            AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false,
            KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true),
        false);

    byte[] first = serdes.serializer(topics.rates).serialize(topics.rates.name(), window());

    assertThat(first).isEqualTo(confluents.serialize(topics.rates.name(), window()));
  }

  @Test
  void aDeletionIsWrittenAsNothing() {
    assertThat(serdes.serializer(topics.rates).serialize(topics.rates.name(), null)).isNull();
  }

  @Test
  void nothingIsRegisteredOnTheWay() {
    assertThatThrownBy(
            () -> serdes.serializer(topics.rates).serialize(topics.rates.name(), window()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("rates-value");
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
