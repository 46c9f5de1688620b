// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sidstream.standalone.bench.LedgerStreet.PATIENCE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What gateways accepted is held against what the processor counted, across crashes, and a loss is
 * noticed. The two tests stand in minutes of their own, further apart than the ledger looks aside.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.Random.class)
class LedgerBalancesTest {

  private static final String GAP = "sidstream_ledger_gap";
  private static final String SURPLUS = "sidstream_ledger_surplus";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Of a call's five posts one is a repeat, one is late and one cannot be read. */
  private static final int EVENTS = 4;

  private static LedgerStreet street;

  @BeforeAll
  static void open() throws Exception {
    street = new LedgerStreet().open();
  }

  @AfterAll
  static void close() {
    street.close();
  }

  @Test
  void theLedgerBalancesOverKillsOfProcessorAndGatewayWithASpool() throws Exception {
    long toldBefore = street.told("events");
    long quarantinedBefore = street.told("quarantined");
    long recordsBefore = street.records(street.topics.webhooks);
    List<String> alertsBefore = street.alerts();
    Vm ended = street.gateway(Duration.ofMinutes(15));
    postCalls("told", 20);
    ended.close(); // it tells of its last minute

    Vm killed = street.gateway(Duration.ofMinutes(15));
    postCalls("under-way", 10);
    street.processor().kill();
    postCalls("stored", 10);
    eventually(() -> assertThat(street.told("events") - toldBefore).isEqualTo(40 * EVENTS));
    street.broker().freeze();
    postCalls("spooled", 10);
    killed.kill(); // it could tell nobody of these
    street.broker().thaw();
    street.processor().start();
    Vm last = street.gateway(Duration.ofMinutes(15));
    postCalls("drained", 20);
    last.close();

    long told = street.told("events") - toldBefore;
    assertThat(told).isGreaterThanOrEqualTo(60 * EVENTS);
    assertThat(street.told("quarantined") - quarantinedBefore).isGreaterThanOrEqualTo(60);
    long untold = street.records(street.topics.webhooks) - recordsBefore - told;
    // what was in flight as the broker froze is there twice
    assertThat(untold).as("accepted, not told").isBetween(0L, 15L * EVENTS);
    eventually(() -> assertThat(street.shown(SURPLUS)).isEqualTo(untold));
    assertThat(street.shown(GAP)).isZero();
    assertThat(street.alerts()).isEqualTo(alertsBefore);
  }

  @Test
  void whatRetentionDeletesBeforeItIsProcessedIsAlertedUntilItIsBroughtBack() throws Exception {
    List<String> alertsBefore = street.alerts();
    Vm gateway = street.gateway(Duration.ofMinutes(35));
    street.processor().kill();
    Map<TopicPartition, Long> ends = street.ends();
    postCalls("lost", 3);
    gateway.close();
    List<ConsumerRecord<byte[], byte[]>> lost = street.loseWebhooks(ends);
    assertThat(lost).hasSize(3 * EVENTS);

    street.processor().start();
    eventually(() -> assertThat(street.shown(GAP)).isEqualTo(3 * EVENTS));
    eventually(() -> assertThat(newAlerts(alertsBefore)).containsExactly("firing at 12.0"));
    street.bringBack(lost);
    eventually(() -> assertThat(street.shown(GAP)).isZero());
    eventually(
        () ->
            assertThat(newAlerts(alertsBefore))
                .containsExactly("firing at 12.0", "resolved at 0.0"));
  }

  private static List<String> newAlerts(List<String> before) {
    List<String> now = street.alerts();
    return now.subList(before.size(), now.size());
  }

  /** The terminal callback twice, and behind it the reports of the legs. */
  private static void postCalls(String name, int calls) throws Exception {
    for (int i = 0; i < calls; i++) {
      String sid = name + i;
      for (String body :
          List.of(
              callback(sid, "answered", "in-progress", ""),
              callback(sid, "terminal", "completed", "completed"),
              callback(sid, "terminal", "completed", "completed"),
              callback(sid, "answered", "in-progress", "in-progress"))) {
        assertThat(street.post(FORM, body)).isEqualTo(200);
      }
      assertThat(street.post("application/json", "{\"CallSid\":" + i)).isEqualTo(200);
    }
  }

  private static String callback(String sid, String type, String status, String secondLeg) {
    return ("CallSid=%s&EventType=%s&Status=%s&DateUpdated=2025-11-12+14%%3A30%%3A45"
            + "&From=09999999991&To=09999999992&PhoneNumberSid=08099999980"
            + "&Direction=outbound-api&Legs%%5B0%%5D%%5BStatus%%5D=%s"
            + "&Legs%%5B1%%5D%%5BStatus%%5D=%s")
        .formatted(sid, type, status, status, secondLeg);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).untilAsserted(assertion);
  }
}
