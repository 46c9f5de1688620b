// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.campaign;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.rates.CampaignPlans;

class CampaignProcessorTest {

  private static final CampaignPlans PLANS =
      new CampaignPlans(Map.of("planned", 10L), Duration.ofMinutes(15));

  private final List<CampaignProgress> seen = new ArrayList<>();
  @AutoClose private final Rig rig = new Rig(PLANS);

  @Test
  void contactsCountAgainstThePlanAndTheEndFollowsFromTheLastHour() {
    rig.post(
        contact("planned", 1, "completed", 1),
        contact("planned", 2, "completed", 2),
        contact("planned", 3, "no-answer", 3),
        contact("planned", 4, "failed", 4));
    pass(Duration.ofSeconds(1));

    CampaignProgress progress = last("planned");
    assertThat(progress.getContactsReached()).isEqualTo(2);
    assertThat(progress.getContactsFailed()).isEqualTo(2);
    assertThat(progress.getContactAttempts()).isEqualTo(8);
    assertThat(progress.getContactsLeft()).isEqualTo(6);
    assertThat(progress.getCompletion()).isEqualTo(0.4);
    assertThat(progress.getContactsLastHour()).isEqualTo(4);
    assertThat(progress.getExpectedEnd()).isEqualTo(TEN.plus(Duration.ofMinutes(90)));
    assertThat(progress.getStuck()).isFalse();
  }

  @Test
  void aCorrectedContactCountsOnce() {
    rig.post(contact("planned", 1, "no-answer", 1));
    pass(Duration.ofSeconds(1));
    WebhookEvent corrected = contact("planned", 1, "completed", 9);
    rig.post(WebhookEvent.newBuilder(corrected).setFingerprint("00000000000000aa").build());
    pass(Duration.ofSeconds(1));

    assertThat(last("planned").getContactsReached()).isEqualTo(1);
    assertThat(last("planned").getContactsFailed()).isZero();
    assertThat(last("planned").getContactAttempts()).isEqualTo(2);
  }

  @Test
  void callsAndTheirConnectRateAreThoseOfTheWholeCampaign() {
    rig.post(campaignCall("c1", "k", "completed", 1), campaignCall("c2", "k", "busy", 400));
    pass(Duration.ofSeconds(1));

    CampaignProgress progress = last("k");
    assertThat(progress.getCallsAttempted()).isEqualTo(2);
    assertThat(progress.getCallsConnected()).isEqualTo(1);
    assertThat(progress.getConnectRate()).isEqualTo(0.5);
    assertThat(progress.getCompletion()).isNull();
    assertThat(progress.getExpectedEnd()).isNull();
  }

  @Test
  void aCampaignWithContactsLeftIsStuckAfterAQuarterOfAnHourAndNotBefore() {
    rig.post(contact("planned", 1, "completed", 1));
    pass(Duration.ofSeconds(1)); // it counts now
    pass(Duration.ofMinutes(15));
    assertThat(last("planned").getStuck()).isFalse();

    pass(Duration.ofSeconds(31));
    assertThat(last("planned").getStuck()).isTrue();

    rig.post(contact("planned", 2, "completed", 2));
    pass(Duration.ofSeconds(1));
    assertThat(last("planned").getStuck()).isFalse();
  }

  @Test
  void aCampaignThatRestsByItsOwnCallbackIsNeverStuck() {
    rig.post(campaign("k", "in-progress", 1));
    pass(Duration.ofMinutes(16));
    assertThat(last("k").getStuck()).isTrue();

    rig.post(campaign("k", "paused", 2));
    pass(Duration.ofMinutes(16));
    assertThat(last("k").getStatus()).isEqualTo("paused");
    assertThat(last("k").getStuck()).isFalse();
  }

  @Test
  void aCallbackOfTheCampaignItselfIsNoContact() {
    rig.post(campaign("k", "completed", 1));
    pass(Duration.ofSeconds(1));

    assertThat(last("k").getStatus()).isEqualTo("completed");
    assertThat(last("k").getContactsReached()).isZero();
  }

  @Test
  void aPlanThatComesLaterCountsWithoutAnotherContact() throws Exception {
    try (Rig before = new Rig()) {
      before.post(contact("planned", 1, "completed", 1), contact("planned", 2, "failed", 2));
      before.pass(Duration.ofSeconds(1));
      rig.takeOver(before);
    }
    pass(Duration.ofSeconds(30));
    assertThat(last("planned").getContactsLeft()).isEqualTo(8);
    assertThat(last("planned").getCompletion()).isEqualTo(0.2);
    assertThat(last("planned").getStuck()).isFalse();

    pass(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(last("planned").getStuck()).isTrue();
  }

  @Test
  void theLastHourOfACampaignThatIsSilentRunsOut() {
    rig.post(contact("k", 1, "completed", 1));
    pass(Duration.ofSeconds(1));
    assertThat(last("k").getContactsLastHour()).isEqualTo(1);
    pass(Duration.ofMinutes(61));
    assertThat(last("k").getContactsLastHour()).isZero();
    int revisions = last("k").getRevision();

    pass(Duration.ofHours(3));
    assertThat(last("k").getRevision()).as("nothing more to say").isEqualTo(revisions);
  }

  private void pass(Duration time) {
    for (long left = time.toSeconds(); left > 0; left -= 30) {
      rig.pass(Duration.ofSeconds(Math.min(30, left)));
    }
  }

  private CampaignProgress last(String campaign) {
    seen.addAll(rig.read(rig.topics.campaigns));
    return seen.stream()
        .filter(next -> next.getCampaign().equals(campaign))
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
