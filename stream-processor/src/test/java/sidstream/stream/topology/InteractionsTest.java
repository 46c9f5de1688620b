// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.answered;
import static sidstream.stream.Events.terminal;

import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.Events;
import sidstream.stream.interaction.Enricher;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Step;

class InteractionsTest {

  /** More than are kept in memory. */
  private static final int MANY = 5_000;

  @AutoClose private final Rig rig = new Rig();
  private KeyValueStore<String, byte[]> store;
  private Interactions interactions;

  @BeforeEach
  void begin() {
    store = rig.driver.getKeyValueStore(Names.INTERACTION_STORE);
    interactions = new Interactions(store);
  }

  @Test
  void eachIsThereAlsoWhenAnotherTookItsPlace() {
    for (int i = 0; i < MANY; i++) {
      interactions.put(Interactions.entry("exotel:c" + i, begun(i)));
    }

    for (int i = 0; i < MANY; i++) {
      assertThat(interactions.get("exotel:c" + i)).isEqualTo(begun(i));
    }
    assertThat(interactions.get("exotel:c" + MANY)).isNull();
  }

  @Test
  void theNewestStands() {
    interactions.put(Interactions.entry("exotel:c", begun(1)));
    interactions.put(Interactions.entry("exotel:c", begun(2)));

    assertThat(interactions.get("exotel:c")).isEqualTo(begun(2));
  }

  @Test
  void whatIsForgottenIsNeitherRememberedNorStored() {
    interactions.put(Interactions.entry("exotel:c", begun(1)));
    interactions.forget("exotel:c");

    assertThat(interactions.get("exotel:c")).isNull();
    assertThat(store.get("exotel:c")).isNull();
  }

  @Test
  void whoeverBeginsAnewKnowsWhatIsStored() {
    interactions.put(Interactions.entry("exotel:c", begun(1)));
    store.put("exotel:c", Interactions.entry("exotel:c", begun(2)).bytes()); // after an abort

    assertThat(new Interactions(store).get("exotel:c")).isEqualTo(begun(2));
  }

  private static Interaction begun(int number) {
    WebhookEvent event = number % 2 == 0 ? answered("c", 1, number) : terminal("c", "busy", number);
    Step step = new Enricher().enrich(event, 3, number, event.getReceivedAt());
    return Interaction.begin(step.seen(Events.TEN)).after();
  }
}
