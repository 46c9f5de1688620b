// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.stream.interaction.Step;
import sidstream.stream.interaction.Transition.Accepted;
import sidstream.stream.interaction.Transition.How;
import sidstream.stream.rates.Increment;
import sidstream.stream.rates.Outcome;
import sidstream.stream.topology.Outputs.Target;

/**
 * Stores what a step made of its interaction and sends on what came of it. In two halves: all that
 * can fail because of the record itself comes first and touches nothing.
 */
final class Publisher {

  private final Target<InteractionEvent> events;
  private final Target<InteractionState> states;
  private final Target<CrmEvent> crmEvents;
  private final AnalystRecords analysts;
  private final Interactions interactions;
  private final Outputs outputs;
  private final PendingTallies pending;

  Publisher(
      Topics topics,
      AnalystRecords analysts,
      Interactions interactions,
      Outputs outputs,
      PendingTallies pending) {
    this.events = new Target<>(Names.INTERACTIONS, topics.interactions);
    this.states = new Target<>(Names.STATES, topics.interactionStates);
    this.crmEvents = new Target<>(Names.CRM_EVENTS, topics.crmEvents);
    this.analysts = analysts;
    this.interactions = interactions;
    this.outputs = outputs;
    this.pending = pending;
  }

  /**
   * Everything that one accepted step leads to.
   *
   * @param crmEvent null where there is nothing to tell the CRM: nobody reported the end
   */
  record Results(
      Step step,
      Interactions.Entry entry,
      InteractionEvent event,
      InteractionState state,
      @Nullable CrmEvent crmEvent,
      Counts counts) {}

  /** What the outcome adds, in its minute. */
  record Counts(@Nullable Instant minute, List<Increment> change) {}

  Results prepare(String key, Step step, Accepted accepted) {
    EventIdentity identity = step.identity();
    InteractionState state = analysts.state(identity.source(), identity.sid(), accepted.after());
    return new Results(
        step,
        Interactions.entry(key, accepted.after()),
        analysts.event(step, accepted.how(), state),
        state,
        accepted.how() == How.UNFINISHED ? null : CrmRecords.event(step, accepted),
        new Counts(
            accepted.after().times().outcomeMinute(), Outcome.change(identity.source(), accepted)));
  }

  void publish(Results results) {
    Step step = results.step();
    String key = step.identity().interactionKey();
    interactions.put(results.entry());
    Instant time = step.at().receivedAt();
    String sid = step.identity().partitionKey();
    String id = step.idempotencyKey();
    String state = analysts.shown(key) + '#' + results.state().getRevision();
    outputs.send(events, analysts.shown(sid), results.event(), analysts.shown(id), time);
    outputs.send(states, analysts.shown(sid), results.state(), state, time);
    CrmEvent crmEvent = results.crmEvent();
    if (crmEvent != null) {
      outputs.send(crmEvents, sid, crmEvent, id, time);
    }
    Instant minute = results.counts().minute();
    if (minute != null) {
      pending.add(results.counts().change(), minute);
    }
  }
}
