// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.source.RawWebhook.Request;
import sidstream.ingest.source.Webhooks;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;
import sidstream.testkit.ExotelSamples;

/** What a flow tells by GET: the Passthru applet, and the popup of the Connect applet. */
class FlowTest {

  private static final String CALL = "CallSid=c1&CallFrom=09999999991&CallTo=08099999980";

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          completed    , completed, -          , completed
          completed    , -        , -          , completed
          completed    , busy     , -          , busy
          client-hangup, canceled , -          , canceled
          client-hangup, -        , -          , canceled
          incomplete   , no-answer, -          , no-answer
          incomplete   , null     , -          , no-answer
          incomplete   , busy     , -          , busy
          incomplete   , failed   , -          , failed
          incomplete   , canceled , -          , no-answer
          call-attempt , null     , -          , in-progress
          voicemail    , no-answer, -          , no-answer
          call         , -        , in-progress, in-progress
          -            , -        , ringing    , ringing
          -            , no-answer, -          , no-answer
          -            , -        , -          , unknown
          transferred  , -        , -          , unknown
          """)
  void theOutcomeIsWhatTheFlowSays(String type, String dialled, String call, String status) {
    WebhookEvent event =
        get(
            "passthru",
            CALL
                + (type == null ? "" : "&CallType=" + type)
                + (dialled == null ? "" : "&DialCallStatus=" + dialled)
                + (call == null ? "" : "&CallStatus=" + call));
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getKind()).isEqualTo("call");
    assertThat(event.getStep()).startsWith("passthru:" + (type == null ? "flow" : type) + ":");
    assertThat(event.getProvisional()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Dial, busy, ringing",
    "Ringing, busy, ringing",
    "Answered, busy, in-progress",
    "Terminal, free, unknown",
    "Paused, busy, unknown"
  })
  void theAgentsLineIsNotTheCall(String type, String line, String status) {
    WebhookEvent event =
        get("popup", CALL + "&EventType=" + type + "&Status=" + line + "&DialWhomNumber=0999");
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStatusWord()).isEqualTo(type);
    assertThat(event.getStep()).matches("popup:[a-z]+:[0-9a-f]{8}");
    assertThat(event.getRest()).containsEntry("Status", line);
    assertThat(event.getProvisional()).isTrue();
    assertThat(event.getCall().getLegs()).isEmpty();
  }

  @Test
  void twoAppletsOfOneFlowAreTwoStepsAndARepeatIsNone() {
    String applet = CALL + "&CallType=incomplete&flow_id=1&CurrentTime=2024-09-03+11%3A45%3A10";
    String step = get("passthru", applet).getStep();
    assertThat(get("passthru", applet).getStep()).isEqualTo(step);
    assertThat(get("passthru", applet + "&digits=%222%22").getStep()).isEqualTo(step);
    assertThat(get("passthru", applet.replace("11%3A45%3A10", "11%3A45%3A40")).getStep())
        .isNotEqualTo(step);
    assertThat(get("passthru", applet + "&DialWhomNumber=09999999993").getStep())
        .isNotEqualTo(step);
    assertThat(get("passthru", applet.replace("flow_id=1", "flow_id=2")).getStep())
        .isNotEqualTo(step);
  }

  @Test
  void theDialledPartyIsBehindTheCaller() {
    CallPart call = read("passthru-completed.query").getCall();
    assertThat(call.getFrom()).isEqualTo(new Phone("09999999991", "+919999999991"));
    assertThat(call.getExophone().getE164()).isEqualTo("+919999999980");
    assertThat(call.getLegs())
        .containsExactly(
            new Leg(call.getFrom(), null, null, null, null, null),
            new Leg(new Phone("09999999999", "+919999999999"), "completed", 10, null, null, null));
    assertThat(call.getTalkSeconds()).isEqualTo(10);
    assertThat(call.getEndedAt()).isNull();
  }

  @Test
  void insightsTellWhoRangAndWhoHungUp() {
    CallPart call =
        get(
                "passthru",
                CALL
                    + "&Insights[DisconnectedBy]=Callee&Legs[0][OnCallDuration]=10"
                    + "&Legs[0][DisconnectedBy]=Caller&Legs[0][Insights][RingingDuration]=7")
            .getCall();
    assertThat(call.getDisconnectedBy()).isEqualTo("callee");
    assertThat(call.getLegs().get(1).getRingSeconds()).isEqualTo(7);
    assertThat(call.getLegs().get(1).getDisconnectedBy()).isEqualTo("caller");
  }

  @Test
  void causesAndInsightsStayInTheRest() {
    assertThat(read("passthru-completed.query").getRest())
        .containsEntry("Legs[0][Cause]", "16")
        .containsEntry("Legs[0][CauseCode]", "NORMAL_CLEARING")
        .containsKeys("RecordingAvailableBy", "flow_id")
        .doesNotContainKeys("ForwardedFrom", "ProcessStatus", "EndTime");
  }

  @Test
  void severalDialledPartiesAreSeveralLegs() {
    CallPart call =
        get(
                "passthru",
                CALL
                    + "&CallType=completed&DialCallStatus=completed&DialCallDuration=50"
                    + "&Legs[0][Number]=09999999993&Legs[0][OnCallDuration]=0"
                    + "&Legs[1][Number]=09999999994&Legs[1][OnCallDuration]=31"
                    + "&Legs[1][Insights][Status]=completed")
            .getCall();
    assertThat(call.getLegs()).extracting(Leg::getStatus).containsExactly(null, null, "completed");
    assertThat(call.getTalkSeconds()).isEqualTo(31);
  }

  @Test
  void withoutLegsTheDiallingTellsTheTalkTimeOfACompletedCall() {
    String query = CALL + "&CallType=%s&DialCallStatus=%s&DialCallDuration=17";
    assertThat(get("passthru", query.formatted("completed", "completed")).getCall())
        .extracting(CallPart::getTalkSeconds)
        .isEqualTo(17);
    assertThat(get("passthru", query.formatted("incomplete", "busy")).getCall().getTalkSeconds())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"%222%22, 2", "2, 2", "%22%22, -", "%22, \"", "null, -", "%2212%23%22, 12#"})
  void digitsLoseTheirQuotes(String sent, String digits) {
    assertThat(get("passthru", CALL + "&digits=" + sent).getCall().getDigits()).isEqualTo(digits);
  }

  @Test
  void rawAndEscapedBracketsAreTheSame() {
    String raw = CALL + "&flow_id=1&Legs[0][Number]=09999999993";
    String escaped = raw.replace("[", "%5B").replace("]", "%5D");
    assertThat(get("passthru", raw).getFingerprint())
        .isEqualTo(get("passthru", escaped).getFingerprint());
  }

  @Test
  void aStreamInJsonIsTheSameAsInBrackets() {
    String json = "&Stream=%7B%22Status%22%3A%22completed%22%2C%22Duration%22%3A42%7D";
    String brackets = "&Stream[Status]=completed&Stream[Duration]=42";
    WebhookEvent event = get("passthru", CALL + json);
    assertThat(event.getRest()).containsEntry("Stream[Duration]", "42");
    assertThat(event.getFingerprint()).isEqualTo(get("passthru", CALL + brackets).getFingerprint());
  }

  @Test
  void aStreamThatIsNoJsonStaysAsItIs() {
    assertThat(get("passthru", CALL + "&Stream=%7Bcut").getRest()).containsEntry("Stream", "{cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1]", "--b", "\"", " "})
  void aQueryIsAFormWhateverItBeginsWith(String start) {
    WebhookEvent event = get("passthru", start + "=1&" + CALL);
    assertThat(event.getSid()).isEqualTo("c1");
    assertThat(event.getRest()).containsValue("1");
  }

  @Test
  void theFactsOfAGetCountOnce() {
    String query = CALL + "&flow_id=1";
    assertThat(get("passthru", query).getFingerprint())
        .isEqualTo(
            Webhooks.event(exotel.read(Webhooks.of("passthru", Webhooks.FORM, query)))
                .getFingerprint());
  }

  @Test
  void aGetKeepsItsQueryAsBytesAndAsFields() {
    WebhookEvent event = get("passthru", CALL + "&lead=7");
    assertThat(event.getMethod()).isEqualTo("GET");
    assertThat(event.getContentType()).isNull();
    assertThat(new String(event.getRaw().array(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(CALL + "&lead=7");
    assertThat(event.getQuery()).containsAllEntriesOf(Map.of("CallSid", "c1", "lead", "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "call    , 'EventType=terminal&Status=busy&DateUpdated=2025-11-12+14%3A30%3A45', terminal",
    "popup   , 'EventType=terminal&Status=busy&DateUpdated=2025-11-12+14%3A30%3A45', terminal",
    "popup   , 'EventType=Terminal&Status=busy'                                    , popup",
    "call    , 'EventType=Terminal&Status=free'                                    , popup",
    "auto    , 'EventType=Dial&Status=busy'                                        , popup",
    "auto    , 'EventType=terminal&Status=busy'                                    , terminal",
    "passthru, 'Status=completed'                                                  , terminal",
    "passthru, 'Direction=incoming'                                                , passthru",
    "call    , 'flow_id=1'                                                         , passthru"
  })
  void theFeedDecidesOnlyWhereTheFieldsLeaveADoubt(String feed, String fields, String step) {
    Request post = Webhooks.of(feed, Webhooks.FORM, "CallSid=c1&" + fields).request();
    assertThat(Webhooks.event(exotel.read(Webhooks.of(feed, post))).getStep()).startsWith(step);
  }

  private WebhookEvent read(String sample) {
    return Webhooks.event(exotel.read(Webhooks.of(ExotelSamples.named(sample))));
  }

  private WebhookEvent get(String feed, String query) {
    return Webhooks.event(exotel.read(Webhooks.get(feed, query)));
  }
}
