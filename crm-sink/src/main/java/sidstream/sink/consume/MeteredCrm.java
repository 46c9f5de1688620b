// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.sink.crm.Activity;
import sidstream.sink.crm.Crm;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Retry;

/**
 * Times and counts the attempts at a CRM, and says in the log when it starts to fail and when it
 * works again: at the first, tenth, hundredth failure in a row, not at each. A bug in an adapter
 * counts as a failure, so that one odd event parks its key and stops nothing else.
 */
final class MeteredCrm implements Crm {

  private static final Logger log = LoggerFactory.getLogger(MeteredCrm.class);

  private final Crm crm;
  private final Meters meters;
  private final AtomicLong failures = new AtomicLong();

  MeteredCrm(Crm crm, Meters meters) {
    this.crm = crm;
    this.meters = meters;
  }

  @Override
  public String name() {
    return crm.name();
  }

  @Override
  public DeliveryResult deliver(Activity activity, String idempotencyKey)
      throws InterruptedException {
    long started = System.nanoTime();
    DeliveryResult result = attempt(activity, idempotencyKey);
    meters.time(
        Meter.CRM_ATTEMPT_SECONDS, Duration.ofNanos(System.nanoTime() - started), crm.name());
    if (result instanceof Retry retry) {
      failed(retry);
    } else {
      worked();
    }
    return result;
  }

  private DeliveryResult attempt(Activity activity, String idempotencyKey)
      throws InterruptedException {
    try {
      return crm.deliver(activity, idempotencyKey);
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("activity", activity)
          .addKeyValue("what", e.getClass().getName()) // its message may hold a number
          .addKeyValue("where", Stream.of(e.getStackTrace()).limit(5).toList())
          .log("the adapter has a bug");
      return new Retry(null, "the adapter failed: " + e.getClass().getName(), null);
    }
  }

  private void failed(Retry retry) {
    Integer status = retry.statusCode();
    meters.count(Meter.CRM_RETRIES, status == null ? "no-answer" : status.toString());
    long inARow = failures.incrementAndGet();
    if (isPowerOfTen(inARow)) {
      log.atWarn()
          .addKeyValue("crm", crm.name())
          .addKeyValue("failuresInARow", inARow)
          .addKeyValue("why", retry.why())
          .log("the CRM does not take events; they wait");
    }
  }

  private void worked() {
    long before = failures.getAndSet(0);
    if (before > 0) {
      log.atInfo().addKeyValue("crm", crm.name()).addKeyValue("after", before).log("it works");
    }
  }

  private static boolean isPowerOfTen(long number) {
    long power = 1;
    while (power < number) {
      power *= 10;
    }
    return power == number;
  }
}
