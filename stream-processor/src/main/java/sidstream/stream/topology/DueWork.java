// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.record.ReconcileRequest;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Deadlines.Duty;
import sidstream.stream.interaction.Deadlines.Duty.Ask;
import sidstream.stream.interaction.Deadlines.Duty.Forget;
import sidstream.stream.interaction.Deadlines.Duty.GiveUp;
import sidstream.stream.interaction.Deadlines.Duty.Wait;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Interaction.Unfinished;
import sidstream.stream.topology.Agenda.Entry;
import sidstream.stream.topology.Outputs.Target;

/**
 * Looks at the Sids that are due, by wall clock: asks for the end of those that have none, declares
 * them unfinished, forgets them. At most so many per look, so that the task never stalls however
 * many there are; the next look goes on.
 */
final class DueWork {

  private static final int PER_LOOK = 1_000;

  private final Interactions interactions;
  private final Agenda agenda;
  private final Deadlines deadlines;
  private final Publisher publisher;
  private final Requests requests;

  /** Where requests go, and where it is counted. */
  record Requests(Outputs outputs, Target<ReconcileRequest> target, Meters meters) {}

  DueWork(
      Interactions interactions,
      Agenda agenda,
      Deadlines deadlines,
      Publisher publisher,
      Requests requests) {
    this.interactions = interactions;
    this.agenda = agenda;
    this.deadlines = deadlines;
    this.publisher = publisher;
    this.requests = requests;
  }

  /** Looks at the Sid for the first time when it can be due. */
  void begin(String key, Interaction interaction, Instant now) {
    if (deadlines.duty(interaction, null, now) instanceof Wait wait) {
      agenda.add(wait.until(), key, false);
    } else {
      agenda.add(now, key, false);
    }
  }

  void look(Instant now) {
    agenda.take(now, PER_LOOK).forEach(entry -> look(entry, now));
  }

  private void look(Entry entry, Instant now) {
    String key = entry.key();
    Interaction known = interactions.get(key);
    if (known == null) {
      return; // nobody else forgets: only where the entry was made twice
    }
    Duty duty = deadlines.duty(known, askedAt(entry), now);
    if (duty instanceof Wait wait) {
      agenda.add(wait.until(), key, false);
    } else if (duty instanceof Ask ask) {
      send(key, known, now, ask.until());
      agenda.add(ask.until(), key, true);
    } else if (duty instanceof GiveUp last) {
      giveUp(key, known, now);
      agenda.add(last.forgetAt(), key, false);
    } else if (duty instanceof Forget) {
      interactions.forget(key);
      requests.meters.count(Meter.INTERACTIONS_FORGOTTEN);
    }
  }

  private @Nullable Instant askedAt(Entry entry) {
    return entry.asked() ? entry.due().minus(deadlines.unfinished()) : null;
  }

  private void giveUp(String key, Interaction known, Instant now) {
    Unfinished end = known.giveUp(StateKey.source(key), StateKey.sid(key), now);
    publisher.publish(publisher.prepare(key, end.step(), end.accepted()));
    requests.meters.count(Meter.INTERACTIONS_UNFINISHED, known.kind().word());
  }

  private void send(String key, Interaction known, Instant now, Instant until) {
    ReconcileRequest request =
        ReconcileRequest.newBuilder()
            .setSource(StateKey.source(key))
            .setKind(known.kind().word())
            .setSid(StateKey.sid(key))
            .setStatus(known.status().word())
            .setFirstReceivedAt(known.times().first())
            .setLastReceivedAt(known.times().last())
            .setRequestedAt(now)
            .setAnswerUntil(until)
            .build();
    String id = key + '@' + now.toEpochMilli();
    requests.outputs.send(requests.target, request.getSid(), request, id, now);
    requests.meters.count(Meter.RECONCILE_REQUESTS, known.kind().word());
  }
}
