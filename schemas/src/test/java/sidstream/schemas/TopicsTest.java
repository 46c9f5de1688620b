// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import sidstream.schemas.Topic.Audience;

class TopicsTest {

  @Test
  void onePrefixRenamesAll() {
    assertThat(new Topics("acme.").all()).allMatch(topic -> topic.name().startsWith("acme."));
  }

  @Test
  void anIllegalPrefixIsRefusedByName() {
    assertThatThrownBy(() -> new Topics("a b")).hasMessageContaining("topic prefix 'a b'");
  }

  @Test
  void analystsTopicsAreReadableByEveryClient() {
    assertThat(new Topics("").all())
        .filteredOn(topic -> topic.audience() == Audience.ANALYSTS)
        .allSatisfy(
            topic -> assertThat(topic.settings()).containsEntry("compression.type", "gzip"));
  }

  @Test
  void theBrokersClockStampsWebhooks() {
    assertThat(new Topics("").webhooks.settings())
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void topicsOfRawRequestsTakeALargeOne() {
    assertThat(new Topics("").all())
        .filteredOn(topic -> topic.settings().containsKey("max.message.bytes"))
        .extracting(Topic::name)
        .containsExactly("webhooks", "webhooks-quarantine");
  }

  @Test
  void noAnalystsTopicHasAFieldForAClearNumberOrARecordingUrl() {
    for (Topic<?> topic : new Topics("").all()) {
      if (topic.audience() == Audience.ANALYSTS) {
        assertThat(fieldNames(topic.schema()))
            .doesNotContain("recording_url", "customer", "number", "from", "to", "original", "raw");
      }
    }
  }

  @Test
  void everyFieldSaysWhatItMeans() {
    for (Topic<?> topic : new Topics("").all()) {
      assertThat(topic.schema().getDoc()).as(topic.name()).isNotBlank();
      assertThat(topic.schema().getFields())
          .allSatisfy(
              field -> assertThat(field.doc()).as(topic.name() + "." + field.name()).isNotBlank());
    }
  }

  private static List<String> fieldNames(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream()
              .flatMap(
                  field ->
                      java.util.stream.Stream.concat(
                          java.util.stream.Stream.of(field.name()),
                          fieldNames(field.schema()).stream()))
              .toList();
      case UNION -> schema.getTypes().stream().flatMap(type -> fieldNames(type).stream()).toList();
      case ARRAY -> fieldNames(schema.getElementType());
      case ENUM, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
    };
  }
}
