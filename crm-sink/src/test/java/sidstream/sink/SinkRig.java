// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Ops;
import sidstream.chassis.run.App;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.DeadLetter;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.testkit.CrmAnswer;
import sidstream.testkit.CrmRequest;
import sidstream.testkit.FakeCrm;
import sidstream.testkit.KafkaBroker;

/** Topics of its own on a real broker, a CRM with a script, and sinks between them. */
final class SinkRig implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  final FakeCrm crm = new FakeCrm().start();
  final SchemaRegistryClient registry;
  final Topics topics;
  private final Serializer<CrmEvent> serializer; // asks for the schema's id once

  /** What the CRM has taken, by event id, in order of arrival; repeats included. */
  final List<String> taken = new CopyOnWriteArrayList<>();

  private final Map<String, String> settings = new HashMap<>();
  private final List<Running> sinks = new ArrayList<>();

  /** A started sink and what it shows. */
  record Running(App app, Ops ops) implements AutoCloseable {

    boolean ready() {
      return ops.health().ready();
    }

    String detail() {
      return ops.health().now().get("crm-sink.consume").detail();
    }

    double meter(String line) {
      return ops.scrape()
          .lines()
          .filter(one -> one.startsWith(line + ' '))
          .mapToDouble(one -> Double.parseDouble(one.substring(line.length() + 1)))
          .findFirst()
          .orElse(Double.NaN);
    }

    @Override
    public void close() {
      app.close();
    }
  }

  SinkRig(KafkaBroker broker) {
    this(broker, new MockSchemaRegistryClient());
  }

  SinkRig(KafkaBroker broker, SchemaRegistryClient registry) {
    this.registry = registry;
    String prefix = "t" + UUID.randomUUID() + ".";
    topics = new Topics(prefix);
    serializer = new AvroSerdes(registry).serializer(topics.crmEvents);
    answer(request -> CrmAnswer.ok());
    settings.put("sidstream.kafka.bootstrap-servers", broker.bootstrap());
    settings.put("sidstream.kafka.topic-prefix", prefix);
    settings.put("sidstream.kafka.partitions", "3");
    settings.put("sidstream.kafka.client.reconnect.backoff.max.ms", "200");
    settings.put("sidstream.crm.adapter", "rest");
    settings.put("sidstream.crm.url", crm.url().toString());
    settings.put("sidstream.crm.retry.initial-delay", "PT0.05S");
    settings.put("sidstream.crm.retry.max-delay", "PT0.2S");
  }

  SinkRig provision() throws Exception {
    new SchemaRegistration(registry).register(topics);
    try (Admin admin = clients().admin()) {
      new TopicProvisioning(admin, config(Map.of()).kafka()).createMissing(topics);
    }
    return this;
  }

  SinkRig answer(Function<CrmRequest, CrmAnswer> script) {
    crm.answer(
        request -> {
          CrmAnswer answer = script.apply(request);
          if (answer.status() == 200) {
            request.header("Idempotency-Key").ifPresent(taken::add);
          }
          return answer;
        });
    return this;
  }

  /** Starts a sink with further settings by the end of their names, and awaits its partitions. */
  Running ready(String... more) {
    Running sink = start(more);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(sink.ready()).as(sink.detail()).isTrue());
    return sink;
  }

  Running start(String... more) {
    Ops ops = new Ops();
    App app = Sink.wire(config(pairs(more)), ops, registry).reportTo(ops.health());
    Running sink = new Running(app, ops);
    sinks.add(sink);
    app.start();
    return sink;
  }

  /** All settings of a sink, to start it elsewhere. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  void produce(CrmEvent... events) {
    send(
        Stream.of(events)
            .map(one -> new ProducerRecord<>(topics.crmEvents.name(), one.getSid(), bytes(one)))
            .toList());
  }

  /** Events 1 to n of each Sid, Sids in turn. */
  void produce(int events, String... sids) {
    produce(
        Stream.iterate(1, n -> n + 1)
            .limit(events)
            .flatMap(n -> Stream.of(sids).map(sid -> CrmEvents.sms(sid, n)))
            .toArray(CrmEvent[]::new));
  }

  void produceRaw(@Nullable String key, byte @Nullable [] value) {
    send(List.of(new ProducerRecord<>(topics.crmEvents.name(), key, value)));
  }

  byte[] bytes(CrmEvent event) {
    return serializer.serialize(topics.crmEvents.name(), event);
  }

  /** Revisions of the Sid as the CRM has taken them, without repeats. */
  List<Integer> revisions(String sid) {
    String prefix = "exotel:" + sid + ":terminal:";
    return taken.stream()
        .filter(id -> id.startsWith(prefix))
        .map(id -> Integer.valueOf(id.substring(prefix.length())))
        .distinct()
        .toList();
  }

  List<DeliveryReceipt> receipts() {
    return records(topics.crmReceipts).stream().map(ConsumerRecord::value).toList();
  }

  List<DeadLetter> deadLetters() {
    return records(topics.crmDeadLetters).stream().map(ConsumerRecord::value).toList();
  }

  /** Everything on a topic now. */
  <V extends SpecificRecord> List<ConsumerRecord<String, V>> records(Topic<V> topic) {
    List<ConsumerRecord<String, V>> all = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            clients().consumer("reader"),
            new StringDeserializer(),
            new AvroSerdes(registry).deserializer(topic))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(one -> new TopicPartition(topic.name(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(50)).forEach(all::add);
      }
    }
    return all;
  }

  /** Deletes what stands before an offset in the Sid's partition, as retention does in time. */
  void expireBefore(String sid, long offset) throws Exception {
    int partition =
        records(topics.crmEvents).stream()
            .filter(record -> record.key().equals(sid))
            .findFirst()
            .orElseThrow()
            .partition();
    try (Admin admin = clients().admin()) {
      TopicPartition where = new TopicPartition(topics.crmEvents.name(), partition);
      admin.deleteRecords(Map.of(where, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  @Override
  public void close() {
    sinks.forEach(Running::close);
    crm.close();
  }

  KafkaClients clients() {
    return new KafkaClients(config(Map.of()).kafka(), "test");
  }

  private SinkConfig config(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    more.forEach((key, value) -> all.put("sidstream." + key, value));
    return Settings.load(SinkConfig.class, Map.of(), all).values();
  }

  /** Returns when Kafka has them all. */
  private void send(List<ProducerRecord<String, byte[]>> records) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            clients().producer(Duration.ofSeconds(30)),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (Future<?> sent : records.stream().map(producer::send).toList()) {
        sent.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> pairs(String... more) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < more.length; i += 2) {
      pairs.put(more[i], more[i + 1]);
    }
    return pairs;
  }
}
