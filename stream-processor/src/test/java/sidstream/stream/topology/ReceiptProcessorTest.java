// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.Coordinates;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.schemas.record.RateWindow;
import sidstream.stream.Events;

/** What became of events at the CRM, on the rates. */
class ReceiptProcessorTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void anEventAtTheCrmCountsInTheMinuteOfItsReport() throws Exception {
    try (Rig rig = new Rig()) {
      rig.post(Events.terminal("c0ffee", "completed", 5));
      rig.pass(Duration.ofMinutes(7));
      rig.receipt(receipt("delivered", "exotel", TEN.plusSeconds(5)));
      rig.receipt(receipt("dead", "exotel", TEN.plusSeconds(65)));
      rig.pass(SECOND);

      var rates = rig.rates();
      RateWindow first = rates.get("source:exotel@" + TEN);
      assertThat(first.getStepsAdvanced()).isOne();
      assertThat(first.getCrmDelivered()).isOne();
      assertThat(first.getCrmDead()).isZero();
      RateWindow second = rates.get("all@" + TEN.plusSeconds(60));
      assertThat(second.getCrmDelivered()).isZero();
      assertThat(second.getCrmDead()).isOne();
    }
  }

  @Test
  void aDeadLetterCountsInTheMinuteInWhichItBecameOneToo() throws Exception {
    try (Rig rig = new Rig()) {
      Instant nextDay = TEN.plus(Duration.ofHours(24));
      DeliveryReceipt dead = receipt("dead", "exotel", TEN.plusSeconds(65));
      rig.receipt(DeliveryReceipt.newBuilder(dead).setFinishedAt(nextDay.plusSeconds(70)).build());
      rig.pass(SECOND);

      var rates = rig.rates();
      RateWindow report = rates.get("source:exotel@" + TEN.plusSeconds(60));
      assertThat(report.getCrmDead()).isOne();
      assertThat(report.getCrmDeadLetters()).isZero();
      RateWindow death = rates.get("source:exotel@" + nextDay.plusSeconds(60));
      assertThat(death.getCrmDead()).isZero();
      assertThat(death.getCrmDeadLetters()).isOne();
      assertThat(rates.get("all@" + nextDay.plusSeconds(60)).getCrmDeadLetters()).isOne();
    }
  }

  @Test
  void aReceiptThatDoesNotSayOfWhatItIsCountsNowhere() throws Exception {
    try (Rig rig = new Rig()) {
      rig.receipt(receipt("delivered", null, TEN));
      rig.receipt(receipt("delivered", "exotel", null));
      rig.pass(SECOND);

      assertThat(rig.rates()).isEmpty();
    }
  }

  @Test
  void whatCannotBeReadIsCountedAndWhatComesAfterIsRead() throws Exception {
    try (Rig rig = new Rig()) {
      rig.postBytes(rig.topics.crmReceipts, new byte[] {1, 2, 3});
      rig.postBytes(rig.topics.crmReceipts, null);
      rig.receipt(receipt("delivered", "exotel", TEN));
      rig.pass(SECOND);

      assertThat(rig.rates()).hasSize(2);
      assertThat(rig.ops.scrape()).contains("sidstream_receipts_unreadable_total 1.0");
    }
  }

  private static DeliveryReceipt receipt(
      String outcome, @Nullable String source, @Nullable Instant receivedAt) {
    return DeliveryReceipt.newBuilder()
        .setEventId("exotel:c0ffee:terminal:ab12")
        .setSid("c0ffee")
        .setSource(source)
        .setReceivedAt(receivedAt)
        .setOutcome(outcome)
        .setCrm("rest")
        .setAttempts(1)
        .setFirstAttemptAt(TEN)
        .setFinishedAt(TEN)
        .setEvent(new Coordinates("crm-events", 0, 7L))
        .build();
  }
}
