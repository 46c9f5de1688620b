// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Meter;

/** ops/prometheus/rules.yml asks for meters that there are, by labels that they have. */
class PrometheusRulesTest {

  private static final Path ROOT = Path.of("..");

  /** A meter of ours with what is asked of its labels. */
  private static final Pattern ASKED = Pattern.compile("sidstream_(\\w+)(?:\\{([^}]*)})?");

  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=|!=)~?\\s*\"");
  private static final Pattern USE = Pattern.compile("\\b(count|time)\\(\\s*Meter\\.(\\w+)");
  private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
  private static final List<String> OF_EVERYTHING = List.of("instance", "job");

  private final List<JsonNode> rules = new ArrayList<>();
  private final Map<String, Meter> meters = new HashMap<>();

  @BeforeEach
  void read() throws IOException {
    JsonNode file = new YAMLMapper().readTree(ROOT.resolve("ops/prometheus/rules.yml").toFile());
    file.get("groups").forEach(group -> group.get("rules").forEach(rules::add));
    Map<String, String> uses = uses();
    for (Meter meter : Meter.values()) {
      String name = meter.key().replace('.', '_').substring("sidstream_".length());
      endings(uses.get(meter.name())).forEach(end -> meters.put(name + end, meter));
    }
  }

  @Test
  void everyMeterAndLabelIsThere() {
    assertThat(rules).hasSizeGreaterThan(5);
    for (JsonNode rule : rules) {
      String expression = rule.get("expr").asText();
      List<String> labels = new ArrayList<>(OF_EVERYTHING);
      Matcher asked = ASKED.matcher(expression.replaceAll("job=~\"[^\"]*\"", ""));
      while (asked.find()) {
        assertThat(meters).as(expression).containsKey(asked.group(1));
        labels.addAll(meters.get(asked.group(1)).labels());
        assertThat(labels).as(expression).containsAll(labels(asked.group(2)));
      }
      assertThat(labels).as(expression).containsAll(grouped(expression));
    }
  }

  @Test
  void everyRuleSaysHowBadWhatAndWhereToLook() throws IOException {
    String alerts = Files.readString(ROOT.resolve("docs/alerts.md"));
    for (JsonNode rule : rules) {
      assertThat(rule.get("labels").get("severity").asText())
          .isIn("warning", "critical", "{{ $labels.severity }}");
      assertThat(rule.get("annotations").get("summary").asText()).isNotBlank();
      String runbook = rule.get("annotations").get("runbook").asText();
      if (runbook.startsWith("docs/alerts.md#") && !runbook.contains("{{")) {
        assertThat(alerts).contains("## " + runbook.substring(runbook.indexOf('#') + 1));
      }
    }
  }

  private static List<String> labels(String asked) {
    return asked == null
        ? List.of()
        : LABEL.matcher(asked).results().map(found -> found.group(1)).toList();
  }

  private static List<String> grouped(String expression) {
    return BY.matcher(expression)
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** What Prometheus sees of a meter: that hangs on how the apps use it. */
  private static List<String> endings(@Nullable String use) {
    return "count".equals(use)
        ? List.of("_total")
        : "time".equals(use) ? List.of("_count", "_sum", "_max") : List.of("");
  }

  /** How the apps use each meter. */
  private static Map<String, String> uses() throws IOException {
    Map<String, String> uses = new HashMap<>();
    for (String module : List.of("ingest-gateway", "stream-processor", "crm-sink")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          USE.matcher(Files.readString(file))
              .results()
              .forEach(use -> uses.put(use.group(2), use.group(1)));
        }
      }
    }
    return uses;
  }
}
