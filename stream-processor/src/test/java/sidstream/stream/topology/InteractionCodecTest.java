// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.campaignCall;
import static sidstream.stream.Events.passthru;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;
import static sidstream.stream.Events.whatsapp;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.schemas.Status;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.RandomHistory;
import sidstream.stream.interaction.Step;

class InteractionCodecTest {

  private static final String SID = "80bfbec2d78bbbf10fb851f4fa1619bc";

  @Test
  void anInteractionReturnsAsItWas() {
    assertReturns(
        fold(
            answered("c", 1, 1),
            answered("c", 2, 5),
            terminal("c", "completed", 65),
            campaignCall("c", "k1", "completed", 70)));
    assertReturns(fold(passthru("c", "completed", "completed", 90), answered("c", 1, 1)));
    assertReturns(fold(sms("s", "submitted", 21020, null), sms("s", "sent", 20005, true)));
    assertReturns(fold(whatsapp("m", "sent", 30001, null), whatsapp("m", "read", 30003, true)));
  }

  @Property(tries = 3_000)
  void everyHistoryReturnsAsItWas(@ForAll Random random) {
    RandomHistory source = new RandomHistory(random);
    Interaction interaction = null;
    int offset = 0;
    for (Step next : source.disturbed(source.steps())) {
      Step.At at = new Step.At(3, offset, next.at().receivedAt(), Events.TEN.plusSeconds(offset));
      Step step = new Step(next.identity(), next.kind(), next.report(), next.details(), at, null);
      interaction =
          (interaction == null ? Interaction.begin(step) : interaction.accept(step)).after();
      assertReturns(interaction);
      assertReturns(interaction.numbered(1 + random.nextInt(3)));
      offset += random.nextInt(1000);
    }
    if (!interaction.terminal()) {
      assertReturns(interaction.giveUp("exotel", SID, Events.TEN.plusMillis(1)).accepted().after());
    }
  }

  @Test
  void aDeclaredEndReturnsAsItWas() {
    Interaction open = fold(answered("c", 1, 1));

    assertReturns(open.giveUp("exotel", SID, Events.TEN.plusSeconds(9000)).accepted().after());
  }

  @Test
  void aNumberedCallReturnsAsItWas() {
    Interaction open = fold(answered("c", 1, 1));

    assertReturns(open.numbered(2));
    assertReturns(open.giveUp("exotel", SID, Events.TEN).accepted().after().numbered(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "completed",
        "+919999999992",
        "+0919999999992",
        "+",
        "0",
        "7",
        "007",
        "1107161234567890123",
        "123456789012345678",
        "abcdef",
        "ABCDEF",
        "abcde",
        SID,
        "x" + SID + "y" + SID,
        "passthru:completed:0badcafe",
        "passthru:",
        "https://recordings.exotel.com/exotelrecordings/exampleaccount/" + SID + ".mp3",
        "\u20b9 1,000 \ud83d\ude00",
      })
  void everyTextReturnsAsItWas(String text) {
    StateWriter out = new StateWriter(SID);
    out.text(text);
    out.text("between");
    out.text(text);
    StateReader in = new StateReader(SID, out.toBytes());

    assertThat(in.text()).isEqualTo(text);
    assertThat(in.text()).isEqualTo("between");
    assertThat(in.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 127, 128, -129, Long.MAX_VALUE, Long.MIN_VALUE})
  void everyNumberReturnsAsItWas(long number) {
    StateWriter out = new StateWriter(SID);
    out.signed(number);
    out.number(number);
    StateReader in = new StateReader(SID, out.toBytes());

    assertThat(in.signed()).isEqualTo(number);
    assertThat(in.number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exotel:" + SID,
        "exotel:00000000000000000000000000000000",
        "exotel:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "exotel:80BFBEC2D78BBBF10FB851F4FA1619BC",
        "twilio:" + SID,
        "exotel:c",
        "exotel:k1/with:colon",
        "exotel:",
      })
  void everyKeyReturnsAsItWas(String key) {
    assertThat(StateKey.fromBytes(StateKey.toBytes(key))).isEqualTo(key);
  }

  @Test
  void aFormatOfAnotherReleaseIsRefusedByNumber() {
    byte[] bytes = InteractionCodec.toBytes(SID, fold(terminal("c", "busy", 1)));
    bytes[0] = 9;

    assertThatThrownBy(() -> InteractionCodec.fromBytes(SID, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("format 9");
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusReturnsAsItWas(Status status) {
    assertReturns(fold(terminal("c", status.word(), 1)));
  }

  private static void assertReturns(Interaction interaction) {
    byte[] bytes = InteractionCodec.toBytes(SID, interaction);

    assertThat(InteractionCodec.fromBytes(SID, bytes)).isEqualTo(interaction);
  }

  private static Interaction fold(WebhookEvent... events) {
    Interaction interaction = null;
    for (int i = 0; i < events.length; i++) {
      Step step = new Enricher().enrich(events[i], 2, i, Events.TEN.plusSeconds(600));
      interaction =
          (interaction == null ? Interaction.begin(step) : interaction.accept(step)).after();
    }
    return interaction;
  }
}
