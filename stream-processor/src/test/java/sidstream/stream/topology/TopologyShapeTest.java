// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.stream.Watching;
import sidstream.stream.alert.Watch;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.rates.CampaignPlans;

/**
 * The topology's shape is a promise: stores and internal topics are named after it. A wanted change
 * is written with {@code -Dsidstream.docs.write=true}.
 */
class TopologyShapeTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Path GOLDEN = Path.of("../docs/topology.txt");

  @Test
  void theShapeIsTheOneInTheDocs() throws IOException {
    String shape = shape(Watches.of());
    if (Boolean.getBoolean("sidstream.docs.write")) {
      Files.writeString(GOLDEN, shape);
    }
    assertThat(shape).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void alertRulesDoNotChangeTheShape() {
    Watch shipped = Watching.of(ShippedRules.config());
    assertThat(shipped.book().rules()).isNotEmpty();
    assertThat(shape(shipped)).isEqualTo(shape(Watches.of()));
  }

  private static String shape(Watch watch) {
    try (Ops ops = new Ops()) {
      return new PipelineTopology(
              new Topics(""),
              new AvroSerdes(new MockSchemaRegistryClient()),
              ops.meters(),
              new PipelineTopology.Policy(
                  Enrichment.standard(new Privacy("key")),
                  new Deadlines(DAY, DAY, DAY, DAY),
                  CampaignPlans.NONE,
                  watch))
          .get()
          .describe()
          .toString();
    }
  }
}
