// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;
import sidstream.schemas.Kind;
import sidstream.stream.interaction.CallingHours;
import sidstream.stream.interaction.References.Plain;

class StreamConfigTest {

  @Test
  void theShippedSettingsAreThoseOfIndia() {
    StreamConfig config = load(Map.of());

    assertThat(config.enrichment().campaignParameters()).startsWith("campaign", "campaign_id");
    assertThat(config.enrichment().leadParameters()).startsWith("lead", "lead_id");
    assertThat(config.enrichment().campaignPaths())
        .isEqualTo(config.enrichment().campaignParameters());
    assertThat(config.enrichment().leadPaths()).isEqualTo(config.enrichment().leadParameters());
    assertThat(config.enrichment().customField()).isEqualTo(Plain.NONE);
    assertThat(
            new CallingHours(
                config.callingHours().zone(),
                config.callingHours().from(),
                config.callingHours().to(),
                config.callingHours().kinds()))
        .isEqualTo(CallingHours.TRAI);
  }

  @Test
  void everythingCanComeFromTheEnvironment() {
    StreamConfig config =
        Settings.load(
                StreamConfig.class,
                Map.of(
                    "SIDSTREAM_PRIVACY_TOKEN_KEY", "a-key-of-tests",
                    "SIDSTREAM_ENRICHMENT_LEAD_PATHS", "meta.lead,lead",
                    "SIDSTREAM_ENRICHMENT_CUSTOM_FIELD", "lead",
                    "SIDSTREAM_CALLING_HOURS_FROM", "8:30",
                    "SIDSTREAM_CALLING_HOURS_ZONE", "Asia/Singapore",
                    "SIDSTREAM_CALLING_HOURS_KINDS", "call,sms,message"),
                Map.of())
            .values();

    assertThat(config.enrichment().leadPaths()).isEqualTo(List.of("meta.lead", "lead"));
    assertThat(config.enrichment().customField()).isEqualTo(Plain.LEAD);
    assertThat(config.callingHours().from()).isEqualTo(LocalTime.of(8, 30));
    assertThat(config.callingHours().zone()).isEqualTo(ZoneId.of("Asia/Singapore"));
    assertThat(config.callingHours().kinds())
        .containsExactlyInAnyOrder(Kind.CALL, Kind.SMS, Kind.MESSAGE);
    assertThat(EnrichmentSettings.of(config).privacy().token("x")).hasSize(24);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          sidstream.enrichment.custom-field       # order      # campaign
          sidstream.enrichment.custom-field       #            # custom-field
          sidstream.enrichment.campaign-paths     # meta..id   # 'meta..id' is no path
          sidstream.enrichment.lead-paths         # a,.b       # '.b' is no path
          sidstream.enrichment.lead-paths         # meta.      # 'meta.' is no path
          sidstream.enrichment.lead-paths         # my lead    # 'my lead' is no path
          sidstream.enrichment.lead-parameters    # ''         # lead-parameters
          sidstream.enrichment.campaign           # x          # unknown
          sidstream.calling-hours.zone            # Kolkata    # Kolkata
          sidstream.calling-hours.from            # 9          # time of day from 00:00 to 23:59
          sidstream.calling-hours.from            # 24:00      # time of day from 00:00 to 23:59
          sidstream.calling-hours.to              # 9pm        # time of day from 00:00 to 23:59
          sidstream.calling-hours.from            # 21:00      # 21:00 is not before
          sidstream.calling-hours.kinds           # fax        # sms
          sidstream.calling-hours.kinds           # campaign   # there is call, sms and message
          sidstream.calling-hours.kinds           # heartbeat  # there is call, sms and message
          sidstream.streams.threads               # 0          # number of threads from 1 to 64
          sidstream.streams.threads               # two        # number of threads from 1 to 64
          """)
  void aSettingThatMakesNoSenseIsNamed(String name, String value, String says) {
    String text = value == null ? "" : value;
    assertThatThrownBy(() -> EnrichmentSettings.of(load(Map.of(name, text))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(says);
  }

  @Test
  void areasAreReadFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("circles.csv"), "+919845,Karnataka\n");
    StreamConfig config = load(Map.of("sidstream.enrichment.areas", file.toString()));

    assertThat(EnrichmentSettings.of(config).numbering().of("+919845012345").area())
        .isEqualTo("Karnataka");
  }

  @ParameterizedTest
  @CsvSource({"'+9198', line 1 is not such as", "'', it holds no area"})
  void aTableOfAreasThatMakesNoSenseIsNamed(String text, String says, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("circles.csv"), text);

    assertThatThrownBy(
            () ->
                EnrichmentSettings.of(load(Map.of("sidstream.enrichment.areas", file.toString()))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.enrichment.areas: " + file + ": " + says);
  }

  @Test
  void aTableOfAreasIsNamedAndNotShown() {
    String table = "+919845,Karnataka\n+919846,Kerala";

    assertThatThrownBy(
            () -> EnrichmentSettings.of(load(Map.of("sidstream.enrichment.areas", table))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sidstream.enrichment.areas: it is the name of a file")
        .hasMessageNotContaining("Kerala");
  }

  @Test
  void aTableOfAreasThatCannotBeReadIsNamed(@TempDir Path directory) throws IOException {
    Path latin = Files.write(directory.resolve("latin.csv"), new byte[] {'a', (byte) 0xE9, '\n'});

    for (Path file : List.of(latin, directory.resolve("missing.csv"), directory)) {
      assertThatThrownBy(
              () ->
                  EnrichmentSettings.of(
                      load(Map.of("sidstream.enrichment.areas", file.toString()))))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("sidstream.enrichment.areas: " + file + ": it ");
    }
  }

  @Test
  void campaignsArePlannedById() {
    StreamConfig config =
        load(
            Map.of(
                "sidstream.campaigns.planned.\"diwali 26\"", "4800",
                "sidstream.campaigns.stuck-after", "PT5M"));

    assertThat(config.campaigns().planned()).isEqualTo(Map.of("diwali 26", 4800L));
    assertThat(config.campaigns().stuckAfter()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @CsvSource({
    "sidstream.campaigns.planned.diwali, 0, whole number of contacts",
    "sidstream.campaigns.planned.diwali, many, whole number of contacts",
    "sidstream.campaigns.stuck-after, PT0S, PT1S",
    "sidstream.campaigns.stuck-after, soon, PT1S"
  })
  void aPlanThatMakesNoSenseIsNamed(String name, String value, String says) {
    assertThatThrownBy(() -> load(Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(says);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    StreamConfig config =
        load(
            Map.of(
                "sidstream.calling-hours.to", "08:00",
                "sidstream.enrichment.lead-paths", ".",
                "sidstream.enrichment.campaign-paths", "."));

    assertThatThrownBy(() -> EnrichmentSettings.of(config))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  private static StreamConfig load(Map<String, String> explicit) {
    Map<String, String> all = new HashMap<>(explicit);
    all.put("sidstream.privacy.token-key", "a-key-of-tests");
    return Settings.load(StreamConfig.class, Map.of(), all).values();
  }
}
