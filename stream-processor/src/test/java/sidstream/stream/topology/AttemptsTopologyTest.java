// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.again;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withQuery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/** The calls of a campaign to one contact are numbered, each where its Sid is. */
class AttemptsTopologyTest {

  @AutoClose private final Rig rig = new Rig();

  @Test
  void theCallsOfACampaignToAContactAreNumberedByTheTimeTheyWereMade() {
    rig.post(
        made(campaignCall("a", "k1", "busy", 70), 10),
        made(campaignCall("c", "k1", "completed", 700), 600),
        made(campaignCall("b", "k1", "no-answer", 900), 300));

    assertThat(attempts()).isEqualTo(Map.of("a", 1, "b", 2, "c", 3));
  }

  @Test
  void aNumberIsNoStep() {
    rig.post(campaignCall("a", "k1", "busy", 70));

    List<InteractionState> states = rig.read(rig.topics.interactionStates);
    assertThat(states).extracting(InteractionState::getAttempt).containsExactly(null, 1);
    states.get(1).put("attempt", null);
    assertThat(states.get(1)).hasToString(states.get(0).toString());
    assertThat(rig.read(rig.topics.interactions)).hasSize(1);
    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
  }

  @Test
  void whatComesAfterwardsCarriesTheNumber() {
    rig.post(campaignCall("a", "k1", "busy", 70), passthru("a", "busy", "busy", 71));

    assertThat(rig.read(rig.topics.interactions))
        .extracting(InteractionEvent::getAttempt)
        .containsExactly(null, 1);
    assertThat(rig.read(rig.topics.crmEvents))
        .extracting(CrmEvent::getAttempt)
        .containsExactly(null, 1);
  }

  @Test
  void otherCampaignsAndOtherContactsAreCountedForThemselves() {
    rig.post(
        campaignCall("a", "k1", "busy", 1),
        campaignCall("b", "k2", "busy", 2),
        to("+919999999993", campaignCall("c", "k1", "busy", 3)),
        campaignCall("d", "k1", "busy", 4),
        campaignCall("e", "k1:+919999999992", "busy", 5));

    assertThat(attempts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1, "d", 2, "e", 1));
  }

  @Test
  void whatIsReportedTwiceIsNumberedOnce() {
    WebhookEvent first = campaignCall("a", "k1", "busy", 1);
    rig.post(first, again(first), campaignCall("b", "k1", "busy", 2), again(first));

    assertThat(rig.read(rig.topics.callAttempts)).hasSize(2);
    assertThat(attempts()).isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void whatTheCallbackUrlSaysStands() {
    rig.post(withQuery(campaignCall("a", "k1", "busy", 1), Map.of("attempt", "7")));

    assertThat(rig.read(rig.topics.interactionStates))
        .extracting(InteractionState::getAttempt)
        .containsExactly(7);
  }

  @Test
  void callsThatNoCampaignOfTheProviderMadeAreNotNumbered() {
    rig.post(withQuery(terminal("a", "busy", 9), Map.of("campaign_id", "mine")));

    assertThat(rig.read(rig.topics.contactCalls)).isEmpty();
    assertThat(attempts()).containsOnlyKeys("a").containsEntry("a", null);
  }

  @Test
  void aCallThatIsForgottenIsNotBroughtBack() {
    rig.post(made(campaignCall("b", "k1", "busy", 1), 2));
    rig.pass(Rig.DEADLINES.timeToLive().minusDays(1));
    rig.post(made(campaignCall("c", "k1", "busy", 1), 3));
    rig.pass(Duration.ofDays(2));
    assertThat(rig.stored("exotel:b")).isNull();

    rig.post(made(campaignCall("a", "k1", "busy", 1), 1));

    assertThat(attempts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 3));
    assertThat(rig.stored("exotel:b")).isNull();
  }

  @Test
  void whoHasForgottenItsNumberLearnsItAgain() {
    rig.post(
        made(campaignCall("a", "k1", "busy", 1), 1), made(campaignCall("b", "k1", "busy", 1), 2));
    rig.pass(Rig.DEADLINES.timeToLive().minusDays(1));
    rig.post(made(campaignCall("c", "k1", "busy", 1), 3));
    rig.pass(Duration.ofDays(2));
    assertThat(rig.stored("exotel:b")).isNull();
    rig.read(rig.topics.interactionStates);

    rig.post(made(campaignCall("b", "k1", "busy", 1), 2));

    assertThat(attempts()).isEqualTo(Map.of("b", 2));
  }

  @Test
  void whatIsTooLongToBeAnIdIsNone() {
    rig.post(campaignCall("a", "k".repeat(201), "busy", 1));
    rig.post(to("9".repeat(201), campaignCall("b", "k1", "busy", 1)));

    assertThat(rig.read(rig.topics.contactCalls)).isEmpty();
    assertThat(rig.read(rig.topics.interactions))
        .extracting(InteractionEvent::getCampaign)
        .containsExactly(null, "k1");
  }

  @Test
  void aContactIsForgottenAfterItsLastCallAndNotBefore() {
    rig.post(campaignCall("a", "k1", "busy", 1));
    rig.pass(Rig.DEADLINES.timeToLive().minusDays(1));
    rig.post(campaignCall("b", "k1", "busy", 2));
    rig.pass(Duration.ofDays(2));
    assertThat(entries(Names.CONTACT_STORE)).isOne();

    rig.pass(Rig.DEADLINES.timeToLive());
    assertThat(entries(Names.CONTACT_STORE)).isZero();
  }

  @Tag("slow")
  @Test
  void manySilentContactsAreForgottenSomeAtATimeAndTheOthersKept() {
    List<String> campaigns = IntStream.range(0, 600).mapToObj("k%03d"::formatted).toList();
    campaigns.forEach(campaign -> rig.post(campaignCall("a" + campaign, campaign, "busy", 1)));
    rig.pass(Rig.DEADLINES.timeToLive().minusDays(1));
    rig.post(campaignCall("b", "k123", "busy", 2));

    rig.pass(Duration.ofDays(2));
    assertThat(entries(Names.CONTACT_STORE)).isBetween(2L, 599L);

    IntStream.range(0, 5).forEach(look -> rig.pass(Duration.ofSeconds(1)));
    rig.post(campaignCall("c", "k123", "busy", 3));
    assertThat(entries(Names.CONTACT_STORE)).isOne();
    assertThat(attempts()).containsEntry("c", 3);
  }

  @Test
  void aRecordThatCannotBeReadIsPassedOver() {
    rig.postBytes(rig.topics.contactCalls, "no Avro".getBytes(UTF_8));
    rig.postBytes(rig.topics.callAttempts, "no Avro".getBytes(UTF_8));
    rig.post(campaignCall("a", "k1", "busy", 1));

    assertThat(attempts()).isEqualTo(Map.of("a", 1));
    assertThat(rig.ops.scrape()).contains("sidstream_attempts_unreadable_total 2");
  }

  private Map<String, Integer> attempts() {
    Map<String, Integer> newest = new HashMap<>();
    rig.read(rig.topics.interactionStates)
        .forEach(state -> newest.put(state.getSid(), state.getAttempt()));
    return newest;
  }

  /** Counted one by one: a store's own count is an estimate. */
  private long entries(String store) {
    long entries = 0;
    try (KeyValueIterator<Object, Object> all = rig.driver.getKeyValueStore(store).all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }

  private static WebhookEvent made(WebhookEvent event, int second) {
    Instant at = TEN.plusSeconds(second);
    return with(event, CampaignPart.newBuilder(event.getCampaign()).setStartedAt(at).build());
  }

  private static WebhookEvent to(String number, WebhookEvent event) {
    Phone contact = new Phone(number, number);
    return with(event, CampaignPart.newBuilder(event.getCampaign()).setContact(contact).build());
  }

  private static WebhookEvent with(WebhookEvent event, CampaignPart campaign) {
    return WebhookEvent.newBuilder(event).setCampaign(campaign).build();
  }
}
