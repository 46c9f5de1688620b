// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withQuery;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;

/** What one Sid costs in the stores, before the store's own compression: there are millions. */
class StateSizeTest {

  private static final String SID = "23c162077629863c1a2d7f29263a162m";
  private static final String CAMPAIGN = "80bfbec2d78bbbf10fb851f4fa1619bc";
  private static final String RECORDING =
      "https://recordings.exotel.com/exotelrecordings/exampleaccount/" + SID + ".mp3";
  private static final int LARGEST = 250;

  @Test
  void aCallOfACampaignWithFourStepsIsSmall() {
    WebhookEvent end = terminal(SID, "completed", 65);
    CallPart call =
        CallPart.newBuilder(end.getCall())
            .setRecordingUrl(RECORDING)
            .setEndedAt(TEN.plusSeconds(65))
            .build();
    WebhookEvent recorded =
        withQuery(
            WebhookEvent.newBuilder(end).setCall(call).build(), Map.of("lead_id", "lead-1733210"));

    assertThat(
            bytes(
                "campaign call",
                answered(SID, 1, 1),
                answered(SID, 2, 5),
                recorded,
                campaignCall(SID, CAMPAIGN, "completed", 66)))
        .isLessThanOrEqualTo(LARGEST);
  }

  @Test
  void aCallIntoAFlowWithFourStepsIsSmall() {
    assertThat(
            bytes(
                "flow call",
                passthru(SID, "call-attempt", "in-progress", 1),
                answered(SID, 1, 1),
                passthru(SID, "completed", "completed", 62),
                terminal(SID, "completed", 65)))
        .isLessThanOrEqualTo(LARGEST);
  }

  @Test
  void anSmsIsSmaller() {
    assertThat(bytes("sms", sms(SID, "submitted", 21020, null), sms(SID, "sent", 20005, true)))
        .isLessThanOrEqualTo(150);
  }

  private static int bytes(String what, WebhookEvent... events) {
    String key = "exotel:" + SID;
    Interaction interaction = null;
    for (int i = 0; i < events.length; i++) {
      WebhookEvent event =
          WebhookEvent.newBuilder(events[i])
              .setReceivedAt(events[i].getReceivedAt().plusMillis(300 + i * 7L))
              .setFingerprint(String.format("%016x", 0x9e3779b97f4a7c15L * (i + 1)))
              .build();
      Step step =
          new Enricher()
              .enrich(event, 3, 41_000_000L + i * 57L, event.getReceivedAt().plusMillis(20))
              .seen(events[i].getReceivedAt());
      interaction =
          (interaction == null ? Interaction.begin(step) : interaction.accept(step)).after();
    }
    int keyBytes = StateKey.toBytes(key).length;
    int value = InteractionCodec.toBytes(SID, interaction).length;
    int due =
        Agenda.Due.serde()
            .serializer()
            .serialize("", new Agenda.Due(TEN.getEpochSecond(), key))
            .length;
    System.out.printf(
        "state of a Sid: %s, %d steps: key %d + state %d + agenda %d = %d bytes%n",
        what, events.length, keyBytes, value, due, keyBytes + value + due);
    return keyBytes + value + due;
  }
}
