// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import sidstream.schemas.EventIdentity;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.InteractionState;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.topology.Outputs.Target;

/**
 * Notes at a call which attempt it was. That is no step of it: its state alone is told again, and
 * later steps carry the number.
 */
final class Notes {

  private final Target<InteractionState> states;
  private final Interactions interactions;
  private final AnalystRecords analysts;
  private final Outputs outputs;

  Notes(
      Target<InteractionState> states,
      Interactions interactions,
      AnalystRecords analysts,
      Outputs outputs) {
    this.states = states;
    this.interactions = interactions;
    this.analysts = analysts;
    this.outputs = outputs;
  }

  void note(CallAttempt told) {
    EventIdentity call = new EventIdentity(told.getSource(), told.getSid(), "");
    String key = call.interactionKey();
    Interaction known = interactions.get(key);
    if (known == null) {
      return; // forgotten meanwhile
    }
    Interaction numbered = known.numbered(told.getAttempt());
    if (numbered.equals(known)) {
      return; // noted before, or a report says it
    }
    interactions.put(Interactions.entry(key, numbered));
    InteractionState state = analysts.state(told.getSource(), told.getSid(), numbered);
    String id = analysts.shown(key) + '#' + numbered.revision() + '#' + told.getAttempt();
    outputs.send(states, analysts.shown(call.partitionKey()), state, id, numbered.times().last());
  }
}
