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
  private volatile double secondsAgo;

  Heartbeat(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** For the poll thread. */
  void look() {
    Optional<? extends Metric> metric =
        consumer.metrics().values().stream()
            .filter(one -> one.metricName().name().equals(METRIC))
            .findFirst();
    secondsAgo = metric.map(one -> (Double) one.metricValue()).orElse(0.0);
  }

  Check check() {
    return secondsAgo > LATE_SECONDS
        ? Check.notReady("the last heartbeat to Kafka was " + (long) secondsAgo + " s ago")
        : Check.OK;
  }
}
