// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.ContactCall;
import sidstream.schemas.record.Coordinates;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.stream.interaction.CampaignCall;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.Duplicate;
import sidstream.stream.rates.Activity;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Outcome;
import sidstream.stream.rates.Scope;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.Publisher.Results;
import sidstream.stream.topology.WebhookReader.Unprocessable;

/**
 * The fold in its skin: looks the Sid's interaction up, lets it accept the step, stores it and
 * sends on what came of it. State, outputs and the read position are committed together. Which
 * attempt a call was comes on a topic of its own, and is noted here, where its interaction is.
 *
 * <p>A record that cannot be read, or that makes the fold fail, has touched nothing by then: it
 * goes to quarantine with its bytes, and the next one is folded.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class FoldProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(FoldProcessor.class);
  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  private final Topics topics;
  private final Inputs inputs;
  private final AnalystRecords analysts;
  private final Meters meters;
  private final Deadlines deadlines;
  private final WallClock clock = new WallClock();

  private ProcessorContext<String, SpecificRecord> context;
  private Interactions interactions;
  private Outputs outputs;
  private Target<RateTally> tallies;
  private Target<ContactCall> contactCalls;
  private PendingTallies pending;
  private Publisher publisher;
  private DueWork due;
  private Notes notes;

  FoldProcessor(
      Topics topics, Inputs inputs, AnalystRecords analysts, Meters meters, Deadlines deadlines) {
    this.topics = topics;
    this.inputs = inputs;
    this.analysts = analysts;
    this.meters = meters;
    this.deadlines = deadlines;
  }

  /** How what comes in is read: webhooks, and which attempts calls were. */
  record Inputs(WebhookReader webhooks, SideRecords<CallAttempt> attempts) {}

  /** What a step does, worked out and not yet done. */
  private record Folded(Step step, @Nullable Transition transition, @Nullable Results results) {}

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    interactions = new Interactions(context.getStateStore(Names.INTERACTION_STORE));
    outputs = new Outputs(context);
    tallies = new Target<>(Names.TALLIES_OUT, topics.rateTallies);
    contactCalls = new Target<>(Names.CONTACT_CALLS_OUT, topics.contactCalls);
    pending = new PendingTallies(context.getStateStore(Names.PENDING_TALLY_STORE), analysts::scope);
    publisher = new Publisher(topics, analysts, interactions, outputs, pending);
    due =
        new DueWork(
            interactions,
            new Agenda(context.getStateStore(Names.AGENDA_STORE)),
            deadlines,
            publisher,
            new DueWork.Requests(
                outputs, new Target<>(Names.RECONCILE, topics.reconcileRequests), meters));
    notes =
        new Notes(
            new Target<>(Names.STATES, topics.interactionStates), interactions, analysts, outputs);
    clock.each(
        context,
        EACH_SECOND,
        now -> {
          due.look(now);
          pending.flush(outputs, tallies, now);
        });
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (at.topic().equals(topics.callAttempts.name())) {
      inputs.attempts().read(record.value()).ifPresent(notes::note);
    } else {
      fold(record, at);
    }
  }

  private void fold(Record<String, byte[]> record, RecordMetadata at) {
    try {
      Step step = inputs.webhooks().read(record, at).seen(now());
      String key = step.identity().interactionKey();
      Interaction known = step.kind().isInteraction() ? interactions.get(key) : null;
      Folded folded = fold(key, step, known);
      apply(key, folded, at);
    } catch (Unprocessable e) {
      quarantine(record, at, e);
    }
    pending.settle();
  }

  /** Whole seconds: what is stored of them is short. */
  private Instant now() {
    return Instant.ofEpochSecond(Math.floorDiv(context.currentSystemTimeMs(), 1_000));
  }

  /** Touches nothing. */
  private Folded fold(String key, Step step, @Nullable Interaction known) throws Unprocessable {
    if (!step.kind().isInteraction()) {
      return new Folded(step, null, null);
    }
    try {
      Transition transition = known == null ? Interaction.begin(step) : known.accept(step);
      Results results =
          transition instanceof Accepted accepted ? publisher.prepare(key, step, accepted) : null;
      if (results != null && results.entry().isOversized()) {
        throw new IllegalArgumentException("with it the interaction is larger than any can be");
      }
      return new Folded(step, transition, results);
    } catch (RuntimeException e) {
      throw new Unprocessable("UNPROCESSABLE_RECORD", e);
    }
  }

  private void apply(String key, Folded folded, RecordMetadata at) {
    Step step = folded.step();
    Transition transition = folded.transition();
    Results results = folded.results();
    String source = step.identity().source();
    Instant received = step.at().receivedAt();
    if (transition == null) {
      pending.add(Activity.seen(source, Count.OBSERVED), received);
      count("observed", step);
    } else if (transition instanceof Accepted accepted && results != null) {
      pending.add(Activity.of(source, transition), received);
      publisher.publish(results);
      tellOfCampaign(step, accepted);
      tellOfCampaignCall(step);
      if (accepted.before() == null) {
        due.begin(key, accepted.after(), step.at().seenAt());
      }
      count(accepted.how().word(), step);
    } else if (transition instanceof Duplicate duplicate) {
      interactions.put(Interactions.entry(key, duplicate.after()));
      pending.add(Activity.of(source, transition), received);
      suppress(step, duplicate, at);
      count("duplicate", step);
    } else {
      count("replayed", step);
    }
  }

  /** Its status goes where its tallies go. */
  private void tellOfCampaign(Step step, Accepted accepted) {
    Outcome.campaignOf(accepted.after())
        .ifPresent(
            campaign -> {
              String scope = analysts.scope(Scope.Kind.CAMPAIGN.of(campaign)).key();
              outputs.send(
                  tallies,
                  scope,
                  TallyCodec.told(scope, step.at().receivedAt(), accepted.after().status()),
                  step.idempotencyKey(),
                  step.at().receivedAt());
            });
  }

  /** Which attempt it was is known where all calls to the contact are. */
  private void tellOfCampaignCall(Step step) {
    CampaignCall call = step.campaignCall();
    if (call != null) {
      ContactCall told =
          new ContactCall(
              step.identity().source(),
              call.campaign(),
              call.contact(),
              step.identity().sid(),
              Objects.requireNonNullElse(call.madeAt(), step.at().receivedAt()));
      outputs.send(contactCalls, ContactKey.of(told), told, step.idempotencyKey(), now());
    }
  }

  private void count(String transition, Step step) {
    meters.count(Meter.EVENTS_FOLDED, transition, step.kind().word());
  }

  private void quarantine(Record<String, byte[]> record, RecordMetadata at, Unprocessable why) {
    log.atWarn()
        .addKeyValue("partition", at.partition())
        .addKeyValue("offset", at.offset())
        .addKeyValue("reason", why.reason())
        .addKeyValue("fault", why.fault())
        .log("a record of webhooks cannot be processed and is quarantined");
    meters.count(Meter.EVENTS_UNREADABLE);
    Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
    pending.add(Activity.seen(WebhookReader.UNKNOWN, Count.UNREADABLE), appendedAt);
    QuarantinedWebhook quarantined = why.quarantined(record.value(), at, appendedAt);
    outputs.send(
        new Target<>(Names.QUARANTINE, topics.webhooksQuarantine),
        quarantined.getReceiptId(),
        quarantined,
        quarantined.getReceiptId(),
        appendedAt);
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
