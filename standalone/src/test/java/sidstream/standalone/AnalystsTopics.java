// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.CloudEvent;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.LegState;
import sidstream.schemas.record.RateWindow;

/**
 * Two of the analysts' topics with a few records: {@code plain}, {@code committed} and {@code
 * after} on interactions, {@code all} and {@code campaign:1} on rates, and on both one that its
 * transaction took back.
 */
final class AnalystsTopics {

  static final Instant RECEIVED = Instant.parse("2026-11-20T06:30:00.123Z");

  private final Topics topics;
  private final String bootstrap;

  AnalystsTopics(Topics topics, String bootstrap) {
    this.topics = topics;
    this.bootstrap = bootstrap;
  }

  void fill(AvroSerdes serdes) throws Exception {
    createTopics();
    produce(serdes);
  }

  private void createTopics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.interactions.name(), 2, (short) 1)
                      .configs(topics.interactions.settings()),
                  new NewTopic(topics.rates.name(), 1, (short) 1).configs(topics.rates.settings())))
          .all()
          .get();
    }
  }

  private void produce(AvroSerdes serdes) throws Exception {
    try (KafkaProducer<String, SpecificRecord> plain = producer(serdes, Map.of())) {
      plain.send(interaction("plain")).get();
      plain.send(rate("all")).get();
    }
    try (KafkaProducer<String, SpecificRecord> exact =
        producer(serdes, Map.of("transactional.id", "t"))) {
      exact.initTransactions();
      exact.beginTransaction();
      exact.send(interaction("committed")).get();
      exact.commitTransaction();
      exact.beginTransaction();
      exact.send(interaction("aborted")).get();
      exact.send(rate("aborted")).get();
      exact.abortTransaction();
      exact.beginTransaction();
      exact.send(interaction("after")).get();
      exact.send(rate("campaign:1")).get();
      exact.commitTransaction();
    }
  }

  private KafkaProducer<String, SpecificRecord> producer(
      AvroSerdes serdes, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrap);
    var interactions = serdes.serializer(topics.interactions);
    var rates = serdes.serializer(topics.rates);
    return new KafkaProducer<>(
        settings,
        new StringSerializer(),
        (topic, value) ->
            value instanceof RateWindow rate
                ? rates.serialize(topic, rate)
                : interactions.serialize(topic, (InteractionEvent) value));
  }

  private ProducerRecord<String, SpecificRecord> interaction(String sid) {
    InteractionEvent event =
        InteractionEvent.newBuilder()
            .setSource("exotel")
            .setKind("call")
            .setSid(sid)
            .setStep("terminal")
            .setTransition("advanced")
            .setStepStatus("no-answer")
            .setReceivedAt(RECEIVED)
            .setReceiptId("r-1")
            .setStatus("no-answer")
            .setTerminal(true)
            .setReached(false)
            .setTalkSeconds(47)
            .setStartedAt(RECEIVED.minusMillis(60_123))
            .setLegs(List.of(new LegState("token", "+91******9991", "no-answer", 0, null, null)))
            .setRevision(1)
            .build();
    return record(topics.interactions, sid, event);
  }

  private ProducerRecord<String, SpecificRecord> rate(String scope) {
    RateWindow rate =
        RateWindow.newBuilder()
            .setScope(scope)
            .setMinute(RECEIVED.minusMillis(123))
            .setRevision(1)
            .setCallsAttempted(4)
            .setCallsConnected(1)
            .setCallsBusy(3)
            .setConnectRate(0.25)
            .setSmsEnded(0)
            .build();
    return record(topics.rates, scope, rate);
  }

  private static ProducerRecord<String, SpecificRecord> record(
      Topic<?> topic, String key, SpecificRecord value) {
    long timestamp = Instant.parse("2026-11-20T06:30:01Z").toEpochMilli();
    ProducerRecord<String, SpecificRecord> record =
        new ProducerRecord<>(topic.name(), null, timestamp, key, value);
    new CloudEvent("id-" + key, topic.eventType(), CloudEvent.Source.PROCESSOR, RECEIVED)
        .writeTo(record.headers());
    return record;
  }
}
