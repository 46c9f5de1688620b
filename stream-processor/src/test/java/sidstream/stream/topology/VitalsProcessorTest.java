// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.StoredAlert;
import sidstream.schemas.record.StoredVitals;
import sidstream.stream.alert.AlertState;

/** What is kept of vitals and alerts between two starts. */
class VitalsProcessorTest {

  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void whatCannotBeReadIsCountedAndWhatComesAfterIsKept() {
    try (AlertWorld world = new AlertWorld()) {
      world.tellRubbish("rubbish");
      world.tellRubbish(null);
      world.run(1, minute -> world.tally("all", Map.of("call_steps", 5L)));
      world.tell("balance", "exotel", Map.of("paise", 50_050L));
      assertThat(world.look()).hasSize(1);
      assertThat(world.scrape()).contains("sidstream_vitals_unreadable_total 1.0");
    }
  }

  @Test
  void aScopeOfALaterReleaseIsPassedOver() {
    try (AlertWorld world = new AlertWorld()) {
      world.run(2, minute -> world.tally("galaxy:7", Map.of("call_steps", 5L)));
      world.tell("balance", "exotel", Map.of("paise", 50_050L));
      assertThat(world.look()).hasSize(1);
    }
  }

  @Property
  void vitalsAreReadBackAsTheyWereStored(@ForAll Map<String, Long> counts) {
    StoredVitals vitals = new StoredVitals(TEN, new HashMap<>(counts));
    StoredCodec<StoredVitals> codec = new StoredCodec<>(List.of(StoredVitals.getClassSchema()));
    assertThat(codec.fromBytes(codec.toBytes(vitals))).isEqualTo(vitals);
  }

  @Property
  void alertsAreReadBackAsTheyWereStored(
      @ForAll boolean firing, @ForAll double value, @ForAll long sample) {
    AlertState state =
        new AlertState(
            TEN,
            firing ? TEN.plusSeconds(60) : null,
            TEN.plusMillis(999),
            new AlertState.Values(value, -value, value / 3, sample));
    StoredCodec<StoredAlert> codec = new StoredCodec<>(List.of(StoredAlert.getClassSchema()));
    assertThat(AlertCodec.state(codec.fromBytes(codec.toBytes(AlertCodec.stored(state)))))
        .isEqualTo(state);
  }

  @Test
  void aValueOfALaterReleaseIsNotGuessedAt() {
    StoredCodec<StoredVitals> codec = new StoredCodec<>(List.of(StoredVitals.getClassSchema()));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> codec.fromBytes(new byte[] {1, 0}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("later release");
  }
}
