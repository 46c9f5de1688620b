// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private final Suggestion suggestion =
      new Suggestion(List.of("crm.url", "crm.workers", "ops.port"));

  @Test
  void theNearestKnownNameIsOffered() {
    assertThat(suggestion.sentence("crm.worker")).isEqualTo("; did you mean 'crm.workers'?");
    assertThat(suggestion.sentence("crm.rul")).isEqualTo("; did you mean 'crm.url'?");
  }

  @Test
  void nothingIsOfferedWhereNothingIsNear() {
    assertThat(suggestion.sentence("kafka.partitions")).isEmpty();
  }

  @Test
  void theDistanceCountsInsertedDeletedAndReplacedLetters() {
    assertThat(Suggestion.distance("port", "port")).isZero();
    assertThat(Suggestion.distance("port", "ports")).isEqualTo(1);
    assertThat(Suggestion.distance("ports", "port")).isEqualTo(1);
    assertThat(Suggestion.distance("port", "pout")).isEqualTo(1);
    assertThat(Suggestion.distance("", "port")).isEqualTo(4);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
  }
}
