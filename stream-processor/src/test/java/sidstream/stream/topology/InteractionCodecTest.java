// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.sms;
import static sidstream.stream.Events.terminal;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;

class InteractionCodecTest {

  @Test
  void anInteractionReturnsAsItWas() {
    Interaction call =
        fold(answered("c", 1, 1), answered("c", 2, 5), terminal("c", "completed", 65));
    Interaction message = fold(sms("s", "submitted", 21020, null), sms("s", "sent", 20005, true));

    assertThat(InteractionCodec.fromBytes(InteractionCodec.toBytes(call))).isEqualTo(call);
    assertThat(InteractionCodec.fromBytes(InteractionCodec.toBytes(message))).isEqualTo(message);
  }

  @Test
  void aFormatOfANewerReleaseIsRefusedByNumber() {
    byte[] bytes = InteractionCodec.toBytes(fold(terminal("c", "busy", 1)));
    bytes[0] = 9;

    assertThatThrownBy(() -> InteractionCodec.fromBytes(bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("format 9");
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
