// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.schemas.record.CrmEvent;
import sidstream.sink.consume.Reading.Event;
import sidstream.sink.consume.Reading.NotNow;
import sidstream.sink.consume.Reading.Unreadable;
import sidstream.sink.crm.ActivityMapper;
import sidstream.sink.crm.Crm;
import sidstream.sink.deadletter.NotStoredException;
import sidstream.sink.deadletter.Outcomes;
import sidstream.sink.delivery.Decision;
import sidstream.sink.delivery.Decision.Again;
import sidstream.sink.delivery.Decision.Ended;
import sidstream.sink.delivery.DeliveryPolicy;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Retry;
import sidstream.sink.delivery.Outcome;
import sidstream.sink.delivery.Outcome.Dead;
import sidstream.sink.delivery.Outcome.Reason;

/**
 * Carries one record a step further: read, attempt, and once it has ended, keep how. Its offset
 * completes only when Kafka has the receipt or the dead letter; while Kafka has not, only the
 * keeping is repeated, never the attempt.
 */
final class Courier implements Lanes.Work<Delivery> {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final Duration STORE_AGAIN_AFTER = Duration.ofSeconds(1);

  private final EventReader reader;
  private final ActivityMapper mapper = new ActivityMapper();
  private final Crm crm;
  private final DeliveryPolicy policy;
  private final Outcomes outcomes;
  private final InstantSource clock;
  private final AtomicLong answered = new AtomicLong();

  Courier(
      EventReader reader, Crm crm, DeliveryPolicy policy, Outcomes outcomes, InstantSource clock) {
    this.reader = reader;
    this.crm = crm;
    this.policy = policy;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public @Nullable Duration step(Delivery delivery) throws InterruptedException {
    Outcome outcome = delivery.outcome();
    if (outcome == null) {
      Decision decision = attempt(delivery);
      if (decision instanceof Again again) {
        return again.after();
      }
      outcome = ((Ended) decision).outcome();
      delivery.end(outcome, clock.instant());
    }
    return store(delivery, outcome);
  }

  /** Only what the CRM does not take: what Kafka does not take is bounded as before. */
  @Override
  public boolean makesRoom(Delivery delivery) {
    return delivery.outcome() == null;
  }

  @Override
  public long bytes(Delivery delivery) {
    byte[] value = delivery.value();
    return value == null ? 0 : value.length;
  }

  private Decision attempt(Delivery delivery) throws InterruptedException {
    Reading reading = reader.read(delivery.value());
    if (reading instanceof Unreadable unreadable) {
      return new Ended(new Dead(Reason.UNREADABLE, unreadable.why(), null));
    }
    delivery.attempt(clock.instant(), answered.get());
    DeliveryResult result =
        reading instanceof Event event
            ? deliver(delivery, event.event())
            : new Retry(null, ((NotNow) reading).why(), null);
    if (!(result instanceof Retry retry)) {
      answered.incrementAndGet();
    } else if (delivery.ahead()) {
      return policy.later(retry, delivery.attempts());
    }
    return policy.decide(result, delivery.attempts(), delivery.age(clock.instant()));
  }

  private DeliveryResult deliver(Delivery delivery, CrmEvent event) throws InterruptedException {
    delivery.identify(event);
    return crm.deliver(mapper.map(event), event.getId());
  }

  private @Nullable Duration store(Delivery delivery, Outcome outcome) throws InterruptedException {
    try {
      Instant now = clock.instant();
      outcomes.store(delivery.origin(), delivery.effort(now), outcome);
      delivery.complete();
      return null;
    } catch (NotStoredException e) {
      log.atDebug().addKeyValue("why", e.getMessage()).log("outcome not stored");
      return STORE_AGAIN_AFTER;
    }
  }
}
