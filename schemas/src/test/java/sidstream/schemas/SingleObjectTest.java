// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

class SingleObjectTest {

  private static final Instant NOON = Instant.parse("2025-11-12T06:30:00Z");

  private final Topics topics = new Topics("");
  private final SingleObject<WebhookEvent> events = new SingleObject<>(topics.webhooks);

  @Test
  void whatIsEncodedIsDecodedAgain() throws IOException {
    assertThat(events.decode(events.encode(event()))).isEqualTo(event());
  }

  @Test
  void itIsAvrosOwnEncoding() throws IOException {
    assertThat(events.encode(event())).isEqualTo(WebhookEvent.getEncoder().encode(event()));
  }

  @Test
  void theWireFormIsTheOneOfConfluentsSerializer() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    int id = registry.register(topics.webhooks.subject(), AvroSerdes.registered(topics.webhooks));
    byte[] confluents =
        new AvroSerdes(registry)
            .serializer(topics.webhooks)
            .serialize(topics.webhooks.name(), event());
    assertThat(events.toWire(events.encode(event()), id)).isEqualTo(confluents);
  }

  @Test
  void aValueOfAReleasedSchemaBecomesOneOfToday() throws Exception {
    Schema then =
        new Schema.Parser()
            .parse(
                Files.readString(Path.of("src/main/avro-history/0.1.0/QuarantinedWebhook.avsc")));
    GenericRecord old =
        new GenericRecordBuilder(then)
            .set("receipt_id", "receipt-1")
            .set("received_at", NOON.toEpochMilli())
            .set("source", "exotel")
            .set("feed", "call")
            .set("reason", "NO_SID")
            .set("detail", "CallSid is empty")
            .set("method", "POST")
            .set("raw", ByteBuffer.wrap(new byte[] {1}))
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BinaryMessageEncoder<GenericRecord>(new GenericData(), then).encode(old, bytes);
    SingleObject<QuarantinedWebhook> today = new SingleObject<>(topics.webhooksQuarantine);
    today.learn(then);
    QuarantinedWebhook read = today.decode(ByteBuffer.wrap(bytes.toByteArray()));
    assertThat(read.getReceiptId()).isEqualTo("receipt-1");
    assertThat(today.toWire(ByteBuffer.wrap(bytes.toByteArray()), 7)).startsWith(0, 0, 0, 0, 7);
  }

  @Test
  void anUnknownSchemaIsRefused() {
    byte[] unknown = events.encode(event()).array().clone();
    unknown[5] ^= 1;
    assertThatThrownBy(() -> events.decode(ByteBuffer.wrap(unknown)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void damageIsRefused() {
    byte[] whole = events.encode(event()).array();
    assertThatThrownBy(() -> events.decode(ByteBuffer.wrap(whole, 0, whole.length - 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> events.decode(ByteBuffer.wrap(new byte[] {1, 2, 3})))
        .isInstanceOf(IOException.class);
  }

  private static WebhookEvent event() {
    return WebhookEvent.newBuilder()
        .setReceiptId("receipt-1")
        .setReceivedAt(NOON)
        .setSource("exotel")
        .setFeed("call")
        .setKind("call")
        .setSid("sid-1")
        .setStep("terminal")
        .setStatus("completed")
        .setFingerprint("0123456789abcdef")
        .setCall(CallPart.newBuilder().setLegs(List.of()).build())
        .setQuery(Map.of("campaign", "diwali"))
        .setMethod("POST")
        .setRaw(ByteBuffer.wrap("CallSid=sid-1".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .build();
  }
}
