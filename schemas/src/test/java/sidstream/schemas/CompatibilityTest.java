// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate: every schema reads, and is read by, each version ever released. Released versions stand
 * in {@code src/main/avro-history/<release>/}, self-contained, and are never edited. A release
 * writes its own with {@code -Dsidstream.schemas.release=NAME}.
 */
class CompatibilityTest {

  private static final Path HISTORY = Path.of("src/main/avro-history");

  static Stream<Topic<?>> topics() {
    return new Topics("").all().stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyReleasedVersionAndTodaysReadEachOther(Topic<?> topic) throws IOException {
    Schema today = AvroSerdes.registered(topic).rawSchema();
    List<Path> released = released(topic);
    assertThat(released).as("released versions of " + topic.name()).isNotEmpty();
    for (Path file : released) {
      Schema then = new Schema.Parser().parse(Files.readString(file));
      assertThat(compatibility(today, then)).as("today reads " + file).isEqualTo(compatible());
      assertThat(compatibility(then, today)).as(file + " reads today").isEqualTo(compatible());
    }
  }

  @Test
  void aFieldWithoutDefaultIsCaught() {
    Schema then = record("\"a\"", "");
    Schema now = record("\"a\"", ",{\"name\":\"b\",\"type\":\"string\"}");

    assertThat(compatibility(now, then)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static List<Path> released(Topic<?> topic) throws IOException {
    String file = topic.values().getSimpleName() + ".avsc";
    String release = System.getProperty("sidstream.schemas.release");
    if (release != null) {
      Path target = Files.createDirectories(HISTORY.resolve(release)).resolve(file);
      Files.writeString(target, AvroSerdes.registered(topic).canonicalString() + "\n");
    }
    try (Stream<Path> releases = Files.list(HISTORY)) {
      return releases.map(dir -> dir.resolve(file)).filter(Files::exists).sorted().toList();
    }
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static SchemaCompatibilityType compatible() {
    return SchemaCompatibilityType.COMPATIBLE;
  }

  private static Schema record(String field, String more) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":"
                + field
                + ",\"type\":\"int\"}"
                + more
                + "]}");
  }
}
