// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.InteractionState;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.topology.Outputs.Target;

/**
 * Notes at a call which attempt it was. That is no step of it: its state alone is told again, and
 * later steps carry the number.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class NoteProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private final SideRecords<CallAttempt> records;
  private final AnalystRecords analysts;
  private final Target<InteractionState> states;

  private KeyValueStore<String, byte[]> interactions;
  private Outputs outputs;

  NoteProcessor(Topics topics, SideRecords<CallAttempt> records, AnalystRecords analysts) {
    this.records = records;
    this.analysts = analysts;
    this.states = new Target<>(Names.STATES, topics.interactionStates);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    interactions = context.getStateStore(Names.INTERACTION_STORE);
    outputs = new Outputs(context);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    records.read(record.value()).ifPresent(this::note);
  }

  private void note(CallAttempt told) {
    EventIdentity call = new EventIdentity(told.getSource(), told.getSid(), "");
    String key = call.interactionKey();
    byte[] stored = interactions.get(key);
    if (stored == null) {
      return; // forgotten meanwhile
    }
    Interaction known = InteractionCodec.fromBytes(told.getSid(), stored);
    Interaction numbered = known.numbered(told.getAttempt());
    if (numbered.equals(known)) {
      return; // noted before, or a report says it
    }
    interactions.put(key, InteractionCodec.toBytes(told.getSid(), numbered));
    InteractionState state = analysts.state(told.getSource(), told.getSid(), numbered);
    String id = analysts.shown(key) + '#' + numbered.revision() + '#' + told.getAttempt();
    outputs.send(states, analysts.shown(call.partitionKey()), state, id, numbered.times().last());
  }
}
