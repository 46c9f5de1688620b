// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Coordinates;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.sink.CrmEvents;
import sidstream.sink.consume.Reading.Event;
import sidstream.sink.consume.Reading.NotNow;
import sidstream.sink.consume.Reading.Unreadable;

class EventReaderTest {

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final Topics topics = new Topics("");
  private final EventReader reader = new EventReader(registry, topics.crmEvents);

  @BeforeEach
  void register() throws Exception {
    new SchemaRegistration(registry).register(topics);
  }

  @Test
  void anEventIsRead() {
    assertThat(reader.read(bytes(CrmEvents.call()))).isEqualTo(new Event(CrmEvents.call()));
  }

  @Test
  void aMissingValueIsUnreadable() {
    assertThat(reader.read(null)).isEqualTo(new Unreadable("the record has no value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "\0\0\0\0", "no avro at all"})
  void whatIsNotInTheWireFormatIsUnreadable(String text) {
    assertThat(reader.read(text.getBytes(UTF_8))).isInstanceOf(Unreadable.class);
  }

  @Test
  void anEventThatIsCutShortIsUnreadableWhereverItIsCut() {
    byte[] whole = bytes(CrmEvents.call());
    for (int length = 5; length < whole.length; length++) {
      assertThat(reader.read(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void aRecordOfAnotherKindIsUnreadable() {
    SuppressedDuplicate other =
        SuppressedDuplicate.newBuilder()
            .setReceiptId("r")
            .setFingerprint("5eed")
            .setSource("exotel")
            .setSid("c0ffee")
            .setKind("call")
            .setStep("terminal")
            .setReceivedAt(CrmEvents.call().getReceivedAt())
            .setCopy(new Coordinates("webhooks", 0, 1L))
            .setFirst(new Coordinates("webhooks", 0, 0L))
            .build();
    assertThat(reader.read(bytes(topics.webhooksDuplicates, other))).isInstanceOf(Unreadable.class);
  }

  @Test
  void aSchemaThatTheRegistryDoesNotKnowYetIsWaitedFor() {
    byte[] value = bytes(CrmEvents.call());
    value[4] = 99;
    assertThat(reader.read(value)).isInstanceOf(NotNow.class);
  }

  @Test
  void aRegistryThatIsAwayIsWaitedFor() {
    MockSchemaRegistryClient away =
        new MockSchemaRegistryClient() {
          @Override
          public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
              throws IOException, RestClientException {
            throw new IOException("Connection refused");
          }
        };
    assertThat(new EventReader(away, topics.crmEvents).read(bytes(CrmEvents.call())))
        .isInstanceOfSatisfying(
            NotNow.class, notNow -> assertThat(notNow.why()).contains("Connection refused"));
  }

  private byte[] bytes(CrmEvent event) {
    return bytes(topics.crmEvents, event);
  }

  private <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return new AvroSerdes(registry).serializer(topic).serialize(topic.name(), value);
  }
}
