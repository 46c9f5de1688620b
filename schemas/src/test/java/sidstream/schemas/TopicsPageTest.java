// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** docs/topics.md is made of the catalogue and the schemas. Written by the docs.write property. */
class TopicsPageTest {

  private static final Path PAGE = Path.of("../docs/topics.md");

  /** Records that stand inside those of the topics, described once at the end. */
  private final Map<String, Schema> inner = new LinkedHashMap<>();

  @Test
  void thePageSaysWhatTheSchemasSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("sidstream.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Topics\n\n");
    page.append(
        "Generated from the schemas; see CONTRIBUTING.md. Keys are UTF-8 strings, values\n");
    page.append("Avro in Confluent's wire format under the subject `<topic>-value`.\n");
    for (Topic<?> topic : new Topics("").all()) {
      page.append("\n## ").append(topic.name()).append("\n\n");
      page.append(topic.schema().getDoc()).append("\n\n");
      page.append("For ").append(word(topic.audience())).append("; ").append(kept(topic));
      page.append("; CloudEvents type `").append(topic.eventType()).append("`.\n\n");
      page.append(fields(topic.schema()));
    }
    Map<String, Schema> described = new LinkedHashMap<>();
    while (described.size() < inner.size()) {
      Map.copyOf(inner).forEach(described::putIfAbsent);
      described.values().forEach(this::fields);
    }
    page.append("\n# Records inside\n");
    described.values().stream()
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .forEach(record -> page.append(section(record)));
    return page.toString();
  }

  private String section(Schema record) {
    return "\n## " + record.getName() + "\n\n" + record.getDoc() + "\n\n" + fields(record);
  }

  private String fields(Schema record) {
    return record.getFields().stream()
        .map(
            field ->
                "| `%s` | %s | %s |%n".formatted(field.name(), type(field.schema()), field.doc()))
        .collect(Collectors.joining("", "| field | type | meaning |\n|---|---|---|\n", ""));
  }

  private String type(Schema schema) {
    if (schema.getLogicalType() != null) {
      return schema.getLogicalType().getName();
    }
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1)) + " or null";
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case RECORD -> {
        inner.putIfAbsent(schema.getFullName(), schema);
        yield schema.getName();
      }
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          schema.getType().getName();
    };
  }

  private static String word(Topic.Audience audience) {
    return switch (audience) {
      case RESTRICTED -> "sidstream's own apps only";
      case OPERATORS, ANALYSTS -> audience.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String kept(Topic<?> topic) {
    Integer days = topic.kept().days();
    if (days == null) {
      return "the newest record of each key is kept";
    }
    String which = topic.kept().onlyNewest() ? "the newest record of each key is " : "";
    return which + "kept for " + days + " days";
  }
}
