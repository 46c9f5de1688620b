// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Coordinates;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.Duplicate;
import sidstream.stream.interaction.Transition.Replayed;
import sidstream.stream.rates.Activity;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Outcome;
import sidstream.stream.rates.Scope;
import sidstream.stream.rates.Tally;
import sidstream.stream.topology.Outputs.Target;

/**
 * The fold in its skin: looks the Sid's interaction up, lets it accept the step, stores it and
 * sends on what came of it. State, outputs and the read position are committed together.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class FoldProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(FoldProcessor.class);
  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  private final Topics topics;
  private final WebhookReader reader;
  private final AnalystRecords analysts;
  private final Meters meters;
  private final Duration timeToLive;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Interaction> interactions;
  private PendingTallies pending;
  private Outputs outputs;

  FoldProcessor(
      Topics topics,
      WebhookReader reader,
      AnalystRecords analysts,
      Meters meters,
      Duration timeToLive) {
    this.topics = topics;
    this.reader = reader;
    this.analysts = analysts;
    this.meters = meters;
    this.timeToLive = timeToLive;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    interactions = context.getStateStore(Names.INTERACTION_STORE);
    outputs = new Outputs(context);
    pending =
        new PendingTallies(
            context.getStateStore(Names.PENDING_TALLY_STORE),
            outputs,
            new Target<>(Names.TALLIES_OUT, topics.rateTallies));
    Sweep sweep = new Sweep(interactions, timeToLive, meters);
    context.schedule(
        EACH_SECOND,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          pending.flush(Instant.ofEpochMilli(now));
          sweep.slice(Instant.ofEpochMilli(now));
        });
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
    try {
      fold(reader.read(record.value(), at, appendedAt), at);
    } catch (WebhookReader.Unreadable e) {
      log.atWarn()
          .addKeyValue("partition", at.partition())
          .addKeyValue("offset", at.offset())
          .log("a record of webhooks cannot be read and is quarantined");
      meters.count(Meter.EVENTS_UNREADABLE);
      addUp(Activity.seen(WebhookReader.UNKNOWN, Count.UNREADABLE), appendedAt);
      QuarantinedWebhook quarantined = WebhookReader.quarantined(record.value(), at, appendedAt);
      outputs.send(
          new Target<>(Names.QUARANTINE, topics.webhooksQuarantine),
          quarantined.getReceiptId(),
          quarantined,
          quarantined.getReceiptId(),
          appendedAt);
    }
  }

  private void fold(Step step, RecordMetadata at) {
    if (!step.kind().isInteraction()) {
      addUp(Activity.seen(step.identity().source(), Count.OBSERVED), step.at().receivedAt());
      count("observed", step);
      return;
    }
    String key = step.identity().interactionKey();
    Interaction known = interactions.get(key);
    Transition transition = known == null ? Interaction.begin(step) : known.accept(step);
    addUp(Activity.of(step.identity().source(), transition), step.at().receivedAt());
    if (transition instanceof Accepted accepted) {
      interactions.put(key, accepted.after());
      send(step, accepted);
      count(accepted.how().word(), step);
    } else if (transition instanceof Duplicate duplicate) {
      interactions.put(key, duplicate.after());
      suppress(step, duplicate, at);
      count("duplicate", step);
    } else if (transition instanceof Replayed) {
      count("replayed", step);
    }
  }

  private void count(String transition, Step step) {
    meters.count(Meter.EVENTS_FOLDED, transition, step.kind().word());
  }

  private void send(Step step, Accepted accepted) {
    Instant time = step.at().receivedAt();
    String sid = step.identity().partitionKey();
    String id = step.idempotencyKey();
    outputs.send(
        new Target<>(Names.INTERACTIONS, topics.interactions),
        analysts.shown(sid),
        analysts.event(step, accepted),
        analysts.shown(id),
        time);
    outputs.send(
        new Target<>(Names.STATES, topics.interactionStates),
        analysts.shown(sid),
        analysts.state(step, accepted.after()),
        analysts.shown(step.identity().interactionKey()) + '#' + accepted.after().revision(),
        time);
    outputs.send(
        new Target<>(Names.CRM_EVENTS, topics.crmEvents),
        sid,
        CrmRecords.event(step, accepted),
        id,
        time);
    Instant minute = accepted.after().times().outcomeMinute();
    if (minute != null) {
      addUp(Outcome.change(step.identity().source(), accepted), minute);
    }
  }

  private void addUp(Map<Scope, Tally> tallies, Instant received) {
    Instant minute = received.truncatedTo(ChronoUnit.MINUTES);
    tallies.forEach((scope, tally) -> pending.add(analysts.scope(scope), minute, tally));
  }

  private void suppress(Step step, Duplicate duplicate, RecordMetadata at) {
    SuppressedDuplicate value =
        SuppressedDuplicate.newBuilder()
            .setReceiptId(step.report().receiptId())
            .setReceivedAt(step.at().receivedAt())
            .setSource(step.identity().source())
            .setKind(step.kind().word())
            .setSid(step.identity().sid())
            .setStep(step.identity().step())
            .setFingerprint(step.report().fingerprint())
            .setCopy(new Coordinates(at.topic(), at.partition(), at.offset()))
            .setFirst(new Coordinates(at.topic(), at.partition(), duplicate.firstOffset()))
            .build();
    outputs.send(
        new Target<>(Names.DUPLICATES, topics.webhooksDuplicates),
        step.identity().partitionKey(),
        value,
        value.getReceiptId(),
        value.getReceivedAt());
  }
}
