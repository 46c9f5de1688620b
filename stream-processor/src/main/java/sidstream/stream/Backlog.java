// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What is on a topic and was not read yet, as the consumers of a topology know it. */
final class Backlog {

  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String OF_A_PARTITION = "records-lag";

  private Backlog() {}

  /** Records, or not a number where no consumer has read of the topic yet. */
  static double of(Map<MetricName, ? extends Metric> metrics, String topic) {
    return metrics.entrySet().stream()
        .filter(entry -> isOf(entry.getKey(), topic))
        .map(entry -> (Double) entry.getValue().metricValue())
        .filter(lag -> !lag.isNaN())
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** Kafka tells a topic whose name has dots under its name, and once more with underscores. */
  private static boolean isOf(MetricName name, String topic) {
    return name.group().equals(GROUP)
        && name.name().equals(OF_A_PARTITION)
        && topic.equals(name.tags().get("topic"));
  }
}
