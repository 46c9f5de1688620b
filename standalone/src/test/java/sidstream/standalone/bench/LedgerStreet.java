// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.standalone.TopicReader;

/**
 * Broker, registry, processor and one gateway after another, every one a process, and what they say
 * of the ledger. The processor settles a minute after seconds instead of minutes.
 */
final class LedgerStreet implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String RULE = "ledger-gap";
  private static final Map<String, String> SETTLED_SOON =
      Map.of(
          "SIDSTREAM_ALERTS_EVERY", "PT1S",
          "SIDSTREAM_ALERTS_START_DELAY", "PT5S",
          "SIDSTREAM_ALERTS_SETTLE", "PT5S",
          "SIDSTREAM_ALERTS_RULES_LEDGER_GAP_FOR", "PT5S",
          "SIDSTREAM_ALERTS_RULES_LEDGER_GAP_KEEP_FIRING_FOR", "PT0S");

  final Topics topics = new Topics("");
  private final Rig rig = new Rig(List.of(), Map.of());
  private final ProcessorVm processor = new ProcessorVm(rig, "ledger", List.of(), SETTLED_SOON);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LedgerStreet() throws IOException {}

  LedgerStreet open() throws IOException, InterruptedException {
    rig.startLog();
    processor.startUntilReady();
    return this;
  }

  ProcessorVm processor() {
    return processor;
  }

  Vm broker() {
    return rig.broker();
  }

  /**
   * Starts a gateway on the one spool, at the beginning of a minute by its clock; returns when it
   * is ready.
   *
   * @param behind how late its clock is, up to a minute more
   */
  Vm gateway(Duration behind) throws IOException, InterruptedException {
    long now = Instant.now().minus(behind).toEpochMilli();
    long slow = behind.toMillis() + Math.floorMod(now, MINUTE.toMillis());
    Vm gateway =
        rig.beside(
            new Vm.Program(
                Rig.GATEWAY_FLAGS,
                SlowClockGatewayMain.class,
                List.of(Long.toString(slow)),
                rig.gatewaySettings()));
    rig.awaitAnswer(gateway, HttpRequest.newBuilder(rig.ops("/ready")).build(), PATIENCE);
    return gateway;
  }

  /** Posts to the callback URL of calls; returns the answer's status. */
  int post(String type, String body) throws IOException, InterruptedException {
    URI url = URI.create("http://" + Rig.HOST + ":" + rig.gatewayPort() + rig.callbackPath());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** How many webhooks gateways have told to have accepted, by the vitals' word for them. */
  long told(String count) {
    try (TopicReader reader = reader(topics.vitals)) {
      return reader.values(told -> told.get("kind").toString().equals("accepted")).stream()
          .collect(
              Collectors.toMap(
                  told -> told.get("instance") + "@" + told.get("minute"),
                  told -> count(told, count),
                  Math::max))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static long count(GenericRecord told, String name) {
    return ((Map<?, ?>) told.get("counts"))
        .entrySet().stream()
            .filter(entry -> entry.getKey().toString().equals(name))
            .mapToLong(entry -> (Long) entry.getValue())
            .sum();
  }

  long records(Topic<?> topic) {
    try (TopicReader reader = reader(topic)) {
      return reader.values().size();
    }
  }

  /** What the processor shows of Exotel's ledger; -1 when nothing, or nothing yet. */
  long shown(String meter) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(processor.ops("/metrics")).build();
    try (Stream<String> lines = http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      return lines
          .filter(line -> line.startsWith(meter + "{source=\"exotel\""))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf('}') + 1)))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1; // it is being started
    }
  }

  /** What was told of the rule, each a state and the value, oldest first. */
  List<String> alerts() {
    try (TopicReader reader = reader(topics.alerts)) {
      Predicate<GenericRecord> ours = alert -> alert.get("rule").toString().equals(RULE);
      return reader.values(ours).stream()
          .map(alert -> alert.get("state") + " at " + alert.get("value"))
          .toList();
    }
  }

  /** Deletes everything on webhooks, as retention does; returns a copy of what came after. */
  List<ConsumerRecord<byte[], byte[]>> loseWebhooks(Map<TopicPartition, Long> after)
      throws Exception {
    List<ConsumerRecord<byte[], byte[]>> copy = copy(after);
    try (Admin admin = Admin.create(client())) {
      admin
          .deleteRecords(
              webhooks().stream()
                  .collect(Collectors.toMap(one -> one, one -> RecordsToDelete.beforeOffset(-1))))
          .all()
          .get();
    }
    return copy;
  }

  /** Where each partition of webhooks ends. */
  Map<TopicPartition, Long> ends() throws Exception {
    try (Admin admin = Admin.create(client())) {
      return admin
          .listOffsets(
              webhooks().stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }
  }

  /** Puts lost records back, as from a copy elsewhere. */
  void bringBack(List<ConsumerRecord<byte[], byte[]>> lost) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ConsumerRecord<byte[], byte[]> one : lost) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    one.topic(), one.partition(), null, one.key(), one.value(), one.headers()));
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> copy(Map<TopicPartition, Long> after) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(after.keySet());
      after.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(after.keySet());
      List<ConsumerRecord<byte[], byte[]>> copy = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(copy::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
      return copy;
    }
  }

  private List<TopicPartition> webhooks() throws Exception {
    try (Admin admin = Admin.create(client())) {
      String name = topics.webhooks.name();
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .get(name)
          .partitions()
          .stream()
          .map(partition -> new TopicPartition(name, partition.partition()))
          .toList();
    }
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", rig.bootstrap());
  }

  private TopicReader reader(Topic<?> topic) {
    return new TopicReader(rig.bootstrap(), rig.clients().get("sidstream.registry.url"), topic);
  }

  @Override
  public void close() {
    processor.stop();
    rig.close();
  }
}
