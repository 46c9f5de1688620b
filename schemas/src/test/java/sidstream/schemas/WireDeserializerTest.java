// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CallAttempt;

class WireDeserializerTest {

  private static final CallAttempt ATTEMPT = new CallAttempt("exotel", "c0ffee", 2);

  private final Topic<CallAttempt> topic = new Topics("").callAttempts;
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final AtomicInteger byConfluents = new AtomicInteger();
  private Deserializer<CallAttempt> deserializer;

  @BeforeEach
  void register() throws IOException, RestClientException {
    registry.register(topic.subject(), AvroSerdes.registered(topic));
    Deserializer<CallAttempt> usual = serdes.deserializer(topic);
    deserializer =
        new WireDeserializer<>(
            topic,
            registry,
            (name, bytes) -> {
              byConfluents.incrementAndGet();
              return usual.deserialize(name, bytes);
            });
  }

  @Test
  void confluentsClassesReadTheFirstRecordOfOurSchemaAndNoOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(deserializer.deserialize(topic.name(), ours())).isEqualTo(ATTEMPT);
    }

    assertThat(byConfluents).hasValue(1);
  }

  @Test
  void whatAnotherSchemaWroteIsResolvedEveryTime() throws Exception {
    byte[] newer = newer();
    assertThat(deserializer.deserialize(topic.name(), ours())).isEqualTo(ATTEMPT);

    assertThat(deserializer.deserialize(topic.name(), newer)).isEqualTo(ATTEMPT);
    assertThat(deserializer.deserialize(topic.name(), newer)).isEqualTo(ATTEMPT);
    assertThat(deserializer.deserialize(topic.name(), ours())).isEqualTo(ATTEMPT);

    assertThat(byConfluents).hasValue(3);
  }

  @Test
  void aRecordThatEndsTooEarlyIsItsOwnFaultAndNotTheRegistrys() {
    byte[] cut = Arrays.copyOf(ours(), ours().length - 3);

    assertIsBroken(cut); // the first that is read
    deserializer.deserialize(topic.name(), ours());
    assertIsBroken(cut);
    assertIsBroken(Arrays.copyOf(ours(), 3));
    assertIsBroken(new byte[] {7, 7, 7, 7, 7, 7, 7});
  }

  @Test
  void aDeletionIsReadAsNothing() {
    assertThat(deserializer.deserialize(topic.name(), null)).isNull();
  }

  private void assertIsBroken(byte[] bytes) {
    assertThatThrownBy(() -> deserializer.deserialize(topic.name(), bytes))
        .isInstanceOf(SerializationException.class)
        .matches(failure -> !AvroSerdes.isRegistryAway(failure));
  }

  private byte[] ours() {
    return serdes.serializer(topic).serialize(topic.name(), ATTEMPT);
  }

  /** Of a release that knows one field more, and has it first. */
  private byte[] newer() throws IOException, RestClientException {
    Schema schema =
        SchemaBuilder.record("CallAttempt")
            .namespace(topic.schema().getNamespace())
            .fields()
            .requiredString("more")
            .requiredString("source")
            .requiredString("sid")
            .requiredInt("attempt")
            .endRecord();
    int id = registry.register(topic.subject(), new AvroSchema(schema));
    GenericRecord record = new GenericData.Record(schema);
    record.put("more", "to come");
    record.put("source", ATTEMPT.getSource());
    record.put("sid", ATTEMPT.getSid());
    record.put("attempt", ATTEMPT.getAttempt());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
