// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.CUSTOMER;
import static sidstream.stream.Events.EXOPHONE;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.timed;
import static sidstream.stream.Events.withCustomField;
import static sidstream.stream.Events.withQuery;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Details.Parties;

class EnricherTest {

  private static final Instant NIGHT = Events.TEN.plusSeconds(6 * 3600); // 21:30 in India

  @Test
  void theSecondPartyOfAnOutboundCallIsTheCustomer() {
    assertThat(parties(terminal("c", "busy", 1)).customer()).isEqualTo(CUSTOMER);
  }

  @Test
  void theCallerOfAnInboundCallIsTheCustomer() {
    assertThat(parties(call("inbound", phone(CUSTOMER), phone(EXOPHONE))).customer())
        .isEqualTo(CUSTOMER);
  }

  @Test
  void aGetTellsItsCampaignAndLeadLikeAnyOther() {
    WebhookEvent get =
        WebhookEvent.newBuilder(passthru("c", "completed", "completed", 1))
            .setMethod("GET")
            .setQuery(Map.of("CallSid", "c", "From", CUSTOMER, "campaign", "k1", "lead", "l7"))
            .build();
    assertThat(parties(get).campaign()).isEqualTo("k1");
    assertThat(parties(get).lead()).isEqualTo("l7");
  }

  @Test
  void theOnlyPartyOfACallIntoAFlowIsTheCustomer() {
    assertThat(parties(call("outbound-api", phone(CUSTOMER), phone(EXOPHONE))).customer())
        .isEqualTo(CUSTOMER);
    assertThat(parties(call("outbound-api", phone(CUSTOMER), null)).customer()).isEqualTo(CUSTOMER);
  }

  @Test
  void aPartyWithoutANumberIsShownAsReceived() {
    Phone sip = new Phone("sip:agent1@example", null);

    assertThat(parties(call("inbound", sip, phone(EXOPHONE))).customer())
        .isEqualTo("sip:agent1@example");
  }

  @Test
  void theReceiverOfAMessageIsTheCustomer() {
    assertThat(parties(sms("s", "sent", 20005, true)).customer()).isEqualTo(CUSTOMER);
  }

  @Test
  void aCallThatSaysNothingHasNoCustomer() {
    WebhookEvent bare = WebhookEvent.newBuilder(terminal("c", "busy", 1)).setCall(null).build();

    assertThat(parties(bare)).isEqualTo(new Parties(null, null, null, null, "order-7"));
  }

  @Test
  void theMostTellingNameOfACampaignWins() {
    WebhookEvent event =
        withQuery(
            terminal("c", "busy", 1),
            Map.of("campaign_sid", "second", "campaign", "first", "x", "y"));

    assertThat(parties(event).campaign()).isEqualTo("first");
  }

  @Test
  void theCampaignInTheCallbackUrlWinsOverTheProviders() {
    WebhookEvent event = Events.campaignCall("c", "3d1b", "busy", 1);

    assertThat(parties(event).campaign()).isEqualTo("3d1b");
    assertThat(parties(withQuery(event, Map.of("campaign", "diwali"))).campaign())
        .isEqualTo("diwali");
  }

  @Test
  void theCustomFieldTellsCampaignAndLeadBeforeTheProvidersCampaign() {
    String field = "campaign=diwali&lead=77";
    Parties parties = parties(withCustomField(Events.campaignCall("c", "3d1b", "busy", 1), field));

    assertThat(parties.campaign()).isEqualTo("diwali");
    assertThat(parties.lead()).isEqualTo("77");
    assertThat(parties.customField()).isEqualTo(field);
  }

  @Test
  void aCallIsOutsideTheHoursByItsStartEvenIfItIsToldInside() {
    assertThat(outside(timed(terminal("c", "busy", 1), NIGHT, Events.TEN))).isTrue();
  }

  @Test
  void aCallWithoutStartIsOutsideByTheProvidersTimeAndElseByItsReceipt() {
    WebhookEvent untold = timed(terminal("c", "busy", 1), null, null);

    assertThat(outside(timed(terminal("c", "busy", 1), null, NIGHT))).isTrue();
    assertThat(outside(untold)).isFalse();
    assertThat(outside(WebhookEvent.newBuilder(untold).setReceivedAt(NIGHT).build())).isTrue();
  }

  @Test
  void whoCallsInAtNightIsNotFlagged() {
    WebhookEvent in = call("inbound", phone(CUSTOMER), phone(EXOPHONE));

    assertThat(outside(timed(in, NIGHT, NIGHT))).isFalse();
  }

  @Test
  void anSmsAtNightHasNoFlagAsShipped() {
    assertThat(outside(timed(sms("s", "sent", 20005, true), null, NIGHT))).isNull();
  }

  private static Boolean outside(WebhookEvent event) {
    return new Enricher().enrich(event, 0, 0, NIGHT).details().course().outsideHours();
  }

  private static WebhookEvent call(String direction, Phone from, Phone to) {
    return WebhookEvent.newBuilder(terminal("c", "busy", 1))
        .setCall(
            CallPart.newBuilder()
                .setDirection(direction)
                .setFrom(from)
                .setTo(to)
                .setExophone(phone(EXOPHONE))
                .build())
        .build();
  }

  private static Phone phone(String number) {
    return new Phone(number, number);
  }

  private static Parties parties(WebhookEvent event) {
    return new Enricher().enrich(event, 0, 0, Events.TEN.plusSeconds(60)).details().parties();
  }
}
