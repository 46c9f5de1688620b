// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {

  private final Ops ops = new Ops();
  private final Meters meters = ops.meters();

  @AfterEach
  void close() {
    ops.close();
  }

  @Test
  void aCountIsSeenUnderItsPrometheusName() {
    meters.count(Meter.CRM_DELIVERIES, "delivered");
    meters.count(Meter.CRM_DELIVERIES, 2, "delivered");
    assertThat(ops.scrape())
        .contains("sidstream_crm_deliveries_total{outcome=\"delivered\"} 3.0")
        .contains("# HELP sidstream_crm_deliveries_total " + Meter.CRM_DELIVERIES.help());
  }

  @Test
  void aTimeIsSeenAsSecondsInBuckets() {
    meters.time(Meter.CRM_ATTEMPT_SECONDS, Duration.ofMillis(80), "rest");
    assertThat(ops.scrape())
        .contains("sidstream_crm_attempt_seconds_bucket{crm=\"rest\",le=\"0.025\"} 0")
        .contains("sidstream_crm_attempt_seconds_bucket{crm=\"rest\",le=\"0.1\"} 1")
        .contains("sidstream_crm_attempt_seconds_count{crm=\"rest\"} 1");
  }

  @Test
  void aGaugeIsAskedAtEveryScrape() {
    int[] flying = {3};
    meters.gauge(Meter.CRM_IN_FLIGHT, () -> flying[0]);
    assertThat(ops.scrape()).contains("sidstream_crm_in_flight 3.0");
    flying[0] = 4;
    assertThat(ops.scrape()).contains("sidstream_crm_in_flight 4.0");
  }

  @Test
  void aMeterIsRefusedWithoutExactlyItsLabels() {
    assertThatThrownBy(() -> meters.count(Meter.CRM_DELIVERIES))
        .hasMessage("CRM_DELIVERIES has the labels [outcome]");
    assertThatThrownBy(() -> meters.count(Meter.CRM_DELIVERIES, "delivered", "9876543210"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> meters.time(Meter.CRM_ATTEMPT_SECONDS, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> meters.gauge(Meter.CRM_IN_FLIGHT, () -> 1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
