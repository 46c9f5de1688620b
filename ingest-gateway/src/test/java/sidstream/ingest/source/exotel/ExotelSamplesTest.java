// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.TrustedRecords;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/** Captured and documented callbacks, byte for byte. */
class ExotelSamplesTest {

  static {
    TrustedRecords.declare();
  }

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
          voice-aliases.form                 , a3bfbec2d78bbbf10fb851f4fa1619bc , call      , terminal                                  , completed  , completed            , 2025-11-12T09:00:45Z
          voice-cancelled.form               , a2bfbec2d78bbbf10fb851f4fa1619bc , call      , terminal                                  , canceled   , cancelled            , 2025-11-12T09:00:45Z
          voice-ccm-v2-terminal.json         , b1a0cf5d9f430b8dd424dd85aa1919bc , call      , terminal                                  , no-answer  , customer_unanswered  , -
          voice-ccm-v3-terminal.json         , b2a0cf5d9f430b8dd424dd85aa1919bc , call      , terminal                                  , completed  , completed            , 2022-11-03T17:26:10Z
          voice-no-status.form               , a4bfbec2d78bbbf10fb851f4fa1619bc , call      , status                                    , unknown    , -                    , 2025-11-12T09:00:45Z
          voice-ringing.json                 , a1bfbec2d78bbbf10fb851f4fa1619bc , call      , ringing                                   , ringing    , ringing              , 2025-11-12T08:55:12Z
          voice-unknown-status.json          , a5bfbec2d78bbbf10fb851f4fa1619bc , call      , on-hold                                   , unknown    , on-hold              , 2025-11-12T08:56:10Z
          sms-click-count.json               , c6f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , click:4459ba94                            , unknown    , -                    , -
          sms-click.form                     , c5f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , click:c25df23a                            , unknown    , -                    , 2025-11-12T09:05:00Z
          sms-error-code.form                , c4f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , failed:23010                              , failed     , failed               , 2025-11-12T09:00:45Z
          sms-oldest.form                    , c1f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , sent                                      , sent       , sent                 , 2014-02-01T04:30:00Z
          sms-references.form                , c2f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , sent:20005                                , sent       , DELIVERED_TO_HANDSET , 2025-11-12T09:00:45Z
          sms-webhooks.json                  , c3f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , sent:20000                                , sent       , delivered            , 2025-11-12T09:00:40Z
          campaign-call.form                 , d481bec2d78bbbf10fb851f4fa1619bc , call      , campaign-call                             , no-answer  , no-answer            , 2025-11-12T03:35:47Z
          campaign-sms-status.json           , d5f5d1e0c1a94a1b8a7e6a5b4c3d19bc , sms       , failed                                    , failed     , failed_spam_detected , 2025-11-12T09:00:45Z
          campaign-status-completed-old.json , d3d8e0a44fb0a2f8e1a7f6c5b4d19bc0 , campaign  , canceled                                  , canceled   , canceled             , 2025-11-12T05:42:30Z
          passthru-agentstream.query         , 56b1234567abcdef89abcdef12345678 , call      , passthru:flow:1d860a5b                    , unknown    , -                    , -
          passthru-client-hangup.query       , d96421addce69e24bdc7ce5880d1162l , call      , passthru:client-hangup:f0994bf8           , canceled   , client-hangup        , 2022-02-21T10:28:47Z
          passthru-completed.query           , 23c162077629863c1a2d7f29263a162m , call      , passthru:completed:b9b91014               , completed  , completed            , 2022-02-23T07:02:25Z
          passthru-gather-digits.query       , 9953099079d70b89bbc1aa43ae6d1893 , call      , passthru:call-attempt:f91cfce7            , in-progress, call-attempt         , 2024-09-03T06:15:10Z
          passthru-nested.query              , e3c162077629863c1a2d7f29263a162m , call      , passthru:call-attempt:f91cfce7            , in-progress, call-attempt         , 2024-09-03T06:15:10Z
          passthru-no-answer.query           , fdb67a2b4b2d057b610a52ef43f81622 , call      , passthru:incomplete:a1e32158              , no-answer  , incomplete           , 2022-02-21T10:17:40Z
          passthru-null-strings.query        , p2c162077629863c1a2d7f29263a19bc , call      , passthru:incomplete:96d219d0              , no-answer  , incomplete           , -
          passthru-outbound-customfield.query, 5979a54734e3bf7505cb8e41b96e1917 , call      , passthru:flow:fe480add                    , unknown    , -                    , 2025-01-07T10:21:06Z
          passthru-post.json                 , e5c162077629863c1a2d7f29263a162m , call      , passthru:incomplete:5ac99abc              , busy       , incomplete           , 2024-09-03T06:15:10Z
          passthru-raw-brackets.query        , e1c162077629863c1a2d7f29263a162m , call      , passthru:completed:b9b91014               , completed  , completed            , 2022-02-23T07:02:25Z
          passthru-stream-json.query         , e2b1234567abcdef89abcdef12345678 , call      , passthru:flow:1d860a5b                    , unknown    , -                    , -
          passthru-voicemail.query           , e4c162077629863c1a2d7f29263a162m , call      , passthru:voicemail:bc523c17               , no-answer  , voicemail            , 2024-09-03T06:15:10Z
          greeting-fetch.query               , 5979a54734e3bf7505cb8e41b96e1917 , call      , passthru:flow:374708ff                    , unknown    , -                    , -
          popup-answered.query               , 23c162077629863c1a2d7f29263a162m , call      , popup:answered:50eb6cee                   , in-progress, Answered             , 2022-02-23T07:02:08Z
          popup-dial.query                   , 23c162077629863c1a2d7f29263a162m , call      , popup:dial:16d7f9fb                       , ringing    , Dial                 , 2022-02-23T07:02:02Z
          popup-ringing.query                , 23c162077629863c1a2d7f29263a162m , call      , popup:ringing:7bd96cb8                    , ringing    , Ringing              , 2022-02-23T07:02:03Z
          popup-terminal.query               , 23c162077629863c1a2d7f29263a162m , call      , popup:terminal:39fe486a                   , unknown    , Terminal             , 2022-02-23T07:02:25Z
          whatsapp-dlr-delivered.json        , wa0123456789abcdef0123456789ab19bc, message   , delivered:30002                           , delivered  , EX_MESSAGE_DELIVERED , 2025-11-12T09:00:49Z
          whatsapp-dlr-sent.json             , wa0123456789abcdef0123456789ab19bc, message   , sent:30001                                , sent       , EX_MESSAGE_SENT      , 2025-11-12T09:00:45Z
          whatsapp-failed.json               , wa3123456789abcdef0123456789ab19bc, message   , failed:30017                              , failed     , EX_MEDIA_UPLOAD_ERROR, 2025-11-12T09:00:49Z
          whatsapp-flat.json                 , wa5123456789abcdef0123456789ab19bc, message   , delivered:30002                           , delivered  , delivered            , 2025-11-12T09:00:49Z
          whatsapp-incoming-message.json     , wa4123456789abcdef0123456789ab19bc, message   , received                                  , received   , -                    , 2025-11-12T09:01:10Z
          whatsapp-incoming.json             , wa0123456789abcdef0123456789ab19be, message   , received                                  , received   , -                    , 2025-11-12T09:01:10Z
          rcs-dlr.json                       , rc1123456789abcdef0123456789ab19bc, message   , delivered:40002                           , delivered  , EX_MESSAGE_DELIVERED , 2025-11-12T09:00:49Z
          incoming-sms.form                  , c8f5d1e0c1a94a1b8a7e6a5b4c3d19bc , message   , received                                  , received   , -                    , 2025-11-12T09:00:45Z
          incoming-sms.query                 , 09f5d1e0c1a94a1b8a7e6a5b4c3d19bc , message   , received                                  , received   , -                    , 2025-11-12T09:00:45Z
          leadassist-call.json               , 5979a54734e3bf7505cb8e41b96e1511 , call      , leadassist:completed                      , completed  , completed            , -
          leadassist-deallocation.json       , f247bb53-70c3-40ea-850b-de2fd3c585ee, allocation, deallocated                               , unknown    , -                    , -
          leadassist-greenpin.json           , f1c162077629863c1a2d7f29263a162m , call      , leadassist:incomplete                     , no-answer  , incomplete           , 2020-03-23T12:58:22Z
          heartbeat-ok.json                  , heartbeat                        , heartbeat , heartbeat:45c20112                        , unknown    , OK                   , 2025-11-12T09:05:00Z
          heartbeat-warning.json             , heartbeat                        , heartbeat , heartbeat:6c2b2e84                        , unknown    , WARNING              , 2025-11-12T09:10:00Z
          exoml-leg-answered.json            , lg0123456789abcdef               , call      , exoml:leg_answered:ev0123456789abcdef     , in-progress, answered             , 2026-01-15T10:30:00.529Z
          exoml-leg-terminated.json          , lg0123456789abcdef               , call      , exoml:leg_terminated:ev1123456789abcdef   , completed  , completed            , 2026-01-15T10:31:00Z
          webrtc-answered.json               , g3c162077629863c1a2d7f29263a162m , call      , webrtc:call_answered:0ea31bc8             , in-progress, in-progress          , 2024-06-15T10:30:05Z
          webrtc-incoming-busy.json          , g2eac55f3d358ebaacb2b065ffc173rx , call      , webrtc:status:30f486b0                    , unknown    , -                    , -
          webrtc-outbound.json               , g1a36f8c95f0fb10027daa6acee17c1x , call      , webrtc:recording_stop_success:521a286b    , in-progress, active               , 2023-12-04T23:02:19Z
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

  static List<ExotelSample> samples() {
    return ExotelSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theFeedAutoReadsItAsItsOwnFeedDoes(ExotelSample sample) {
    RawWebhook own = Webhooks.of(sample);
    List<WebhookEvent> events = Webhooks.events(exotel.read(own));
    List<WebhookEvent> auto =
        Webhooks.events(exotel.read(Webhooks.of("auto", own.request()))).stream()
            .map(event -> WebhookEvent.newBuilder(event).setFeed(sample.feed()).build())
            .toList();
    assertThat(auto).isEqualTo(events).hasSize(sample.events());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSecondCopyHasTheSameIdentityAndContent(ExotelSample sample) {
    assertThat(exotel.read(Webhooks.of(sample))).isEqualTo(exotel.read(Webhooks.of(sample)));
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
            new Leg(call.getFrom(), "completed", 335, null, null, null),
            new Leg(call.getTo(), "completed", 320, "human", null, null));
    assertThat(event.getRest()).containsOnlyKeys("DateCreated");
  }

  @Test
  void onlyTheFirstLegHasPickedUp() {
    CallPart call = read("voice-answered-leg1.multipart").getCall();
    assertThat(call.getLegs())
        .containsExactly(
            new Leg(call.getFrom(), "in-progress", null, null, null, null),
            new Leg(call.getTo(), null, null, null, null, null));
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
    assertThat(campaign.getStartedAt()).isEqualTo("2025-11-12T03:35:00Z");
    assertThat(event.getRest()).isEmpty();
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
