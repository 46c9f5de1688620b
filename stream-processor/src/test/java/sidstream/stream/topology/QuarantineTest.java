// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.withContent;

import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** A record that cannot be processed holds nobody up and is lost to nobody. */
class QuarantineTest {

  @AutoClose private final Rig rig = new Rig();

  @Test
  void whatIsNoWebhookIsKeptWithItsBytes() {
    rig.postBytes("c", "not avro".getBytes(UTF_8));
    rig.postBytes("c", null);
    rig.post(terminal("c", "busy", 9));

    assertThat(rig.read(rig.topics.webhooksQuarantine))
        .extracting(QuarantinedWebhook::getReason)
        .containsExactly("UNREADABLE_RECORD", "UNREADABLE_RECORD");
    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
    assertThat(rig.ops.scrape()).contains("sidstream_events_unreadable_total 2.0");
  }

  @Test
  void whatIsCutIsKeptAlsoBeforeAndAfterWhatIsWhole() {
    byte[] whole = rig.bytes(terminal("c", "busy", 9));
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    byte[] hardlyThere = Arrays.copyOf(whole, 3);
    for (byte[] bytes : new byte[][] {cut, hardlyThere, whole, cut, hardlyThere}) {
      rig.postBytes("c", bytes);
    }

    assertThat(rig.read(rig.topics.webhooksQuarantine))
        .extracting(QuarantinedWebhook::getReason)
        .hasSize(4)
        .containsOnly("UNREADABLE_RECORD");
    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
  }

  @Test
  void whatWouldMakeRecordsThatKafkaDoesNotTakeIsKeptAndTheNextIsFolded() {
    String huge = "x".repeat(64 << 10);
    rig.post(WebhookEvent.newBuilder(terminal("c", "busy", 9)).setCustomField(huge).build());
    rig.post(terminal("c", "completed", 10));

    assertThat(rig.read(rig.topics.webhooksQuarantine))
        .extracting(QuarantinedWebhook::getReason)
        .containsExactly("UNPROCESSABLE_RECORD");
    assertThat(rig.read(rig.topics.interactionStates))
        .extracting(InteractionState::getStatus)
        .containsExactly("completed");
  }

  @Test
  void whatMakesTheFoldFailIsKeptAndHasTouchedNothing() {
    WebhookEvent poison = withContent(terminal("c", "busy", 9), "no hex digits at all");
    rig.post(poison);

    assertThat(rig.read(rig.topics.webhooksQuarantine))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getReason()).isEqualTo("UNPROCESSABLE_RECORD");
              assertThat(record.getReceiptId()).isEqualTo("webhooks-0-0");
              assertThat(record.getRaw().remaining()).isGreaterThan(100);
              assertThat(record.getDetail()).doesNotContain("no hex digits");
            });
    assertThat(rig.stored("exotel:c")).isNull();
    assertThat(rig.read(rig.topics.interactions)).isEmpty();
    assertThat(rig.read(rig.topics.crmEvents)).isEmpty();
    rig.post(terminal("c", "busy", 9));
    assertThat(rig.read(rig.topics.crmEvents)).hasSize(1);
  }
}
