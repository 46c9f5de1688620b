// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.ingest.TestCorridor;
import sidstream.schemas.SentAt;
import sidstream.schemas.Topics;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.FreePort;

/** On a real broker in this VM. */
class KafkaEventLogTest extends KafkaLogContract {

  @Override
  EventLog create() {
    return corridor().log();
  }

  @Test
  void everyRecordIsACloudEvent() throws Exception {
    started().append(Records.event("cloud", 77, 0)).join();
    ConsumerRecord<String, WebhookEvent> record =
        corridor().records(corridor().topics().webhooks).stream()
            .filter(r -> r.key().equals("cloud"))
            .findFirst()
            .orElseThrow();
    assertThat(header(record, "ce_id")).isEqualTo("receipt-77");
    assertThat(header(record, "ce_type")).isEqualTo("io.sidstream.WebhookEvent.v1");
    assertThat(header(record, "ce_source")).isEqualTo("/sidstream/ingest-gateway");
    assertThat(header(record, "ce_time")).isEqualTo("2025-11-12T06:30:00Z");
  }

  @Test
  void everyRecordSaysWhenItWasSent() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    started().append(Records.event("sent", 78, 0)).join();
    assertThat(corridor().records(corridor().topics().webhooks))
        .filteredOn(record -> record.key().equals("sent"))
        .extracting(record -> SentAt.of(record.headers()).orElseThrow())
        .allSatisfy(sent -> assertThat(sent).isBetween(before, Instant.now()))
        .isNotEmpty();
  }

  @Test
  void aQuarantinedWebhookHasItsReceiptForAKey() throws Exception {
    started().append(Records.quarantined()).join();
    assertThat(corridor().records(corridor().topics().webhooksQuarantine))
        .extracting(ConsumerRecord::key)
        .contains("receipt-q");
  }

  @Tag("slow")
  @Test
  void withoutKafkaItStartsAndIsNotReady() throws Exception {
    String nobody = "127.0.0.1:" + FreePort.next();
    try (EventLog log = TestCorridor.log(corridor().topics(), nobody, corridor().registry())) {
      log.start();
      assertThat(log.check().ready()).isFalse();
      assertThat(log.check().alive()).isTrue();
      assertThat(log.append(Records.event("away", 1, 0))).failsWithin(AT_ONCE);
    }
  }

  @Test
  void schemasRegisteredLaterAreFound() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    String bootstrap = corridor().broker().bootstrap();
    try (EventLog log = TestCorridor.log(corridor().topics(), bootstrap, registry)) {
      log.start();
      assertThat(log.check().detail()).startsWith("schema registry: ");
      assertThat(log.append(Records.event("later", 1, 0))).failsWithin(AT_ONCE);
      new SchemaRegistration(registry).register(corridor().topics());
      await().atMost(PATIENCE).until(() -> log.check().ready());
      assertThat(log.append(Records.event("later", 1, 0))).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void aMissingTopicIsNamed() throws Exception {
    Topics missing = new Topics("missing.");
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaRegistration(registry).register(missing);
    try (EventLog log = TestCorridor.log(missing, corridor().broker().bootstrap(), registry)) {
      log.start();
      assertThat(log.check().detail())
          .isEqualTo(
              "Kafka: a topic is missing of [missing.webhooks, missing.webhooks-quarantine]");
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
