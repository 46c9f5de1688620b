// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.stats.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final String FETCHES = "consumer-fetch-manager-metrics";

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void partitionsOfTheTopicAreAddedUpAndNothingElse() {
    lag(FETCHES, "records-lag", "acme.webhooks", 0, 3);
    lag(FETCHES, "records-lag", "acme.webhooks", 1, 4);
    lag(FETCHES, "records-lag", "acme_webhooks", 0, 3); // as Kafka tells it once more
    lag(FETCHES, "records-lag", "acme.call-attempts", 0, 10);
    lag(FETCHES, "records-lag-max", "acme.webhooks", 0, 100);
    lag("other-metrics", "records-lag", "acme.webhooks", 0, 1_000);

    assertThat(Backlog.of(metrics.metrics(), "acme.webhooks")).isEqualTo(7);
  }

  @Test
  void whatNobodyHasReadIsNoNumber() {
    assertThat(Backlog.of(metrics.metrics(), "webhooks")).isNaN();
  }

  private void lag(String group, String name, String topic, int partition, double lag) {
    Map<String, String> tags = Map.of("topic", topic, "partition", String.valueOf(partition));
    String sensor = group + name + topic + partition;
    metrics.sensor(sensor).add(new MetricName(name, group, "", tags), new Value());
    metrics.sensor(sensor).record(lag);
  }
}
