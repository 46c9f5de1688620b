// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSamples;

/** Captured and documented callbacks, byte for byte. */
class ExotelSamplesTest {

  private static final String CALL = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String SMS = "09f5d1e0c1a94a1b8a7e6a5b4c3d19bc";
  private static final String CAMPAIGN = "3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc";

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          voice-default-completed.multipart  , 4c1888cf5d9f430b8dd424dd85aa191f, call, terminal        , completed  , completed  , 2025-01-15T12:44:07Z
          voice-answered-leg1.multipart      , 80bfbec2d78bbbf10fb851f4fa1619bc, call, answered:1      , in-progress, in-progress, 2025-11-12T08:55:16Z
          voice-answered-leg2.multipart      , 80bfbec2d78bbbf10fb851f4fa1619bc, call, answered:2      , in-progress, in-progress, 2025-11-12T08:55:24Z
          voice-terminal-completed.multipart , 80bfbec2d78bbbf10fb851f4fa1619bc, call, terminal        , completed  , completed  , 2025-11-12T09:00:45Z
          voice-terminal-completed.json      , 80bfbec2d78bbbf10fb851f4fa1619bc, call, terminal        , completed  , completed  , 2025-11-12T09:00:45Z
          voice-terminal.form                , 80bfbec2d78bbbf10fb851f4fa1619bc, call, terminal        , completed  , completed  , 2025-11-12T09:00:45Z
          voice-terminal-busy.multipart      , 80bfbec2d78bbbf10fb851f4fa1619bc, call, terminal        , busy       , busy       , 2025-11-12T08:55:31Z
          voice-terminal-no-answer.multipart , 80bfbec2d78bbbf10fb851f4fa1619bc, call, terminal        , no-answer  , no-answer  , 2025-11-12T08:55:50Z
          voice-ccm-answered.json            , c1a0cf5d9f430b8dd424dd85aa1919bc, call, answered:1      , in-progress, active     , -
          sms-sent.form                      , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc, sms , sent:20005      , sent       , sent       , 2025-11-12T09:00:45Z
          sms-sent.json                      , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc, sms , sent:20005      , sent       , sent       , 2025-11-12T09:00:45Z
          sms-failed-dnd.form                , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc, sms , failed-dnd:23005, failed-dnd , failed_dnd , 2025-11-12T09:00:45Z
          sms-failed-dlt-template.form       , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc, sms , failed:23185    , failed     , failed     , -
          campaign-call.json                 , 80bfbec2d78bbbf10fb851f4fa1619bc, call, campaign-call   , completed  , completed  , 2025-11-12T03:35:47Z
          campaign-status-started.json       , 3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc, campaign, in-progress , in-progress, in-progress, 2025-11-12T03:30:02Z
          campaign-status-completed-new.json , 3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc, campaign, completed   , completed  , Completed  , 2025-11-12T05:42:30Z
          campaign-sms-status.form           , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc, sms , sent:20005      , sent       , sent       , 2025-11-12T09:00:45Z
          """)
  void everySampleIsUnderstood(
      String file, String sid, String kind, String step, String status, String word, Instant at) {
    WebhookEvent event = read(file);
    assertThat(event.getSid()).isEqualTo(sid);
    assertThat(event.getKind()).isEqualTo(kind);
    assertThat(event.getStep()).isEqualTo(step);
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStatusWord()).isEqualTo(word);
    assertThat(event.getOccurredAt()).isEqualTo(at);
  }

  @Test
  void aRecordedCallIsReadInFull() {
    WebhookEvent event = read("voice-terminal-completed.multipart");
    CallPart call = event.getCall();
    assertThat(call.getDirection()).isEqualTo("outbound-api");
    assertThat(call.getFrom()).isEqualTo(new Phone("09999999991", "+919999999991"));
    assertThat(call.getTo()).isEqualTo(new Phone("09999999992", "+919999999992"));
    assertThat(call.getExophone()).isEqualTo(new Phone("08099999980", "+918099999980"));
    assertThat(call.getStartedAt()).isEqualTo("2025-11-12T08:55:10Z");
    assertThat(call.getEndedAt()).isEqualTo("2025-11-12T09:00:45Z");
    assertThat(call.getTalkSeconds()).isEqualTo(320);
    assertThat(call.getRecordingUrl()).endsWith(CALL + ".mp3");
    assertThat(event.getCustomField()).isEqualTo("order_12345");
    assertThat(call.getLegs())
        .containsExactly(
            new Leg(call.getFrom(), "completed", 335, null),
            new Leg(call.getTo(), "completed", 320, "human"));
    assertThat(event.getRest()).containsOnlyKeys("DateCreated");
  }

  @Test
  void onlyTheFirstLegHasPickedUp() {
    CallPart call = read("voice-answered-leg1.multipart").getCall();
    assertThat(call.getLegs())
        .containsExactly(
            new Leg(call.getFrom(), "in-progress", null, null),
            new Leg(call.getTo(), null, null, null));
    assertThat(call.getEndedAt()).isNull();
    assertThat(call.getTalkSeconds()).isNull();
  }

  @Test
  void theSecondLegWasNotAnswered() {
    CallPart call = read("voice-terminal-no-answer.multipart").getCall();
    assertThat(call.getLegs()).extracting(Leg::getStatus).containsExactly("completed", "no-answer");
    assertThat(call.getLegs()).extracting(Leg::getTalkSeconds).containsExactly(20, 0);
    assertThat(call.getTalkSeconds()).isZero();
    assertThat(call.getRecordingUrl()).isNull();
  }

  @Test
  void theSecondLegWasNeverDialled() {
    CallPart call = read("voice-terminal-busy.multipart").getCall();
    assertThat(call.getLegs()).extracting(Leg::getStatus).containsExactly("busy", null);
  }

  @Test
  void theCallbackWithFourFieldsHasNoLegs() {
    CallPart call = read("voice-default-completed.multipart").getCall();
    assertThat(call.getLegs()).isEmpty();
    assertThat(call.getFrom()).isNull();
    assertThat(call.getTalkSeconds()).isNull();
  }

  @Test
  void theAgentsCallNamesItsCustomer() {
    WebhookEvent event = read("voice-ccm-answered.json");
    assertThat(event.getCall().getTo()).isEqualTo(new Phone("+919999999991", "+919999999991"));
    assertThat(event.getCall().getExophone().getE164()).isEqualTo("+918099999980");
    assertThat(event.getCall().getDirection()).isEqualTo("outbound");
    assertThat(event.getCustomField()).isEqualTo("lead_0001");
    assertThat(event.getRest())
        .containsEntry("call_details[assigned_agent_details][user_id]", "b240c0")
        .containsEntry("call_details[assigned_agent_details][user_name]", "Test Agent")
        .hasSize(2);
  }

  @Test
  void aMessageOnTheHandsetIsDelivered() {
    WebhookEvent event = read("sms-sent.form");
    SmsPart sms = event.getSms();
    assertThat(sms.getTo()).isEqualTo(new Phone("09999999991", "+919999999991"));
    assertThat(sms.getUnits()).isEqualTo(1);
    assertThat(sms.getDetailedStatus()).isEqualTo("DELIVERED_TO_HANDSET");
    assertThat(sms.getDetailedCode()).isEqualTo(20005);
    assertThat(sms.getDelivered()).isTrue();
    assertThat(event.getCustomField()).isEqualTo("otp-42");
    assertThat(event.getRest()).isEmpty();
  }

  @Test
  void rejectedMessagesAreNotDelivered() {
    assertThat(read("sms-failed-dnd.form").getSms().getDelivered()).isFalse();
    assertThat(read("sms-failed-dlt-template.form").getSms().getDelivered()).isFalse();
  }

  @Test
  void aCampaignsCallKnowsItsCampaignAndContact() {
    WebhookEvent event = read("campaign-call.json");
    CampaignPart campaign = event.getCampaign();
    assertThat(campaign.getCampaignSid()).isEqualTo(CAMPAIGN);
    assertThat(campaign.getContact()).isEqualTo(new Phone("+919999999991", "+919999999991"));
    assertThat(event.getCall().getTo()).isEqualTo(campaign.getContact());
    assertThat(event.getRest()).containsOnlyKeys("date_created");
  }

  @Test
  void aFinishedContactIsARowOfItsOwn() {
    WebhookEvent event = read("campaign-schedule-array.json");
    CampaignPart campaign = event.getCampaign();
    assertThat(event.getKind()).isEqualTo("campaign");
    assertThat(event.getSid()).matches(CAMPAIGN + "/[0-9a-f]{16}");
    assertThat(event.getStep()).isEqualTo("contact");
    assertThat(event.getStatus()).isEqualTo("failed");
    assertThat(campaign.getCampaignSid()).isEqualTo(CAMPAIGN);
    assertThat(campaign.getContact().getE164()).isEqualTo("+919999999992");
    assertThat(campaign.getExophone().getE164()).isEqualTo("+918099999980");
    assertThat(campaign.getCallSids())
        .containsExactly("81bfbec2d78bbbf10fb851f4fa1619bc", "82bfbec2d78bbbf10fb851f4fa1619bc");
  }

  @Test
  void bothGenerationsOfTheCampaignStatusAreRead() {
    CampaignPart started = read("campaign-status-started.json").getCampaign();
    CampaignPart completed = read("campaign-status-completed-new.json").getCampaign();
    assertThat(started.getStartedAt()).isEqualTo("2025-11-12T03:30:01Z");
    assertThat(completed.getReportUrl()).endsWith("campaign_report.csv");
    assertThat(completed.getStartedAt()).isNull();
  }

  @Test
  void aCampaignsMessageIsAMessage() {
    WebhookEvent event = read("campaign-sms-status.form");
    assertThat(event.getFeed()).isEqualTo("campaign");
    assertThat(event.getSid()).isEqualTo(SMS);
    assertThat(event.getSms().getDelivered()).isTrue();
    assertThat(event.getCampaign()).isNull();
  }

  /** JSON has AnsweredBy, the form has not: without it they say the same. */
  @Test
  void theSameFactsHaveTheSameFingerprintInEveryEncoding() {
    assertThat(read("sms-sent.json").getFingerprint())
        .isEqualTo(read("sms-sent.form").getFingerprint())
        .isEqualTo(read("sms-sent.form").getFingerprint());
    assertThat(read("voice-terminal-completed.json").getFingerprint())
        .isEqualTo(read("voice-terminal-completed.multipart").getFingerprint())
        .isNotEqualTo(read("voice-terminal.form").getFingerprint());
  }

  private WebhookEvent read(String file) {
    return Webhooks.event(exotel.read(Webhooks.of(ExotelSamples.named(file))));
  }
}
