// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import sidstream.chassis.ops.Check;

/**
 * Tells whether the group coordinator hears from us. A consumer that has lost its broker keeps its
 * partitions and polls in vain, without a word.
 */
final class Heartbeat {

  private static final String METRIC = "last-heartbeat-seconds-ago";
  private static final double LATE_SECONDS = 15;

  private final Consumer<?, ?> consumer;
  private final long opened = System.nanoTime();
  private volatile double secondsAgo;
  private volatile long lookedAt = System.nanoTime();

  Heartbeat(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** For the poll thread. */
  void look() {
    Optional<? extends Metric> metric =
        consumer.metrics().values().stream()
            .filter(one -> one.metricName().name().equals(METRIC))
            .findFirst();
    double told = metric.map(one -> (Double) one.metricValue()).orElse(0.0);
    lookedAt = System.nanoTime();
    // below 0 before the first: a broker that goes until then is missed all the same
    secondsAgo = told < 0 ? (lookedAt - opened) / 1e9 : told;
  }

  /** For any thread: grows by itself, so that a poll thread that is stuck shows as well. */
  Check check() {
    double ago = secondsAgo + (System.nanoTime() - lookedAt) / 1e9;
    return ago > LATE_SECONDS
        ? Check.notReady("the last heartbeat to Kafka was " + (long) ago + " s ago")
        : Check.OK;
  }
}
