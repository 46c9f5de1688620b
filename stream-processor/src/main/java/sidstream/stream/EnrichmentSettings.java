// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import sidstream.chassis.config.ConfigException;
import sidstream.schemas.Kind;
import sidstream.stream.interaction.Areas;
import sidstream.stream.interaction.CallingHours;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.interaction.References;

/** What the settings of enrichment, calling hours and privacy mean together. */
final class EnrichmentSettings {

  private static final Set<Kind> REACHING_OUT = EnumSet.of(Kind.CALL, Kind.SMS, Kind.MESSAGE);
  private static final String AREAS = "sidstream.enrichment.areas: %s: %s";

  private EnrichmentSettings() {}

  /**
   * @throws ConfigException when they make no sense
   */
  static Enrichment of(StreamConfig config) {
    List<String> problems = new ArrayList<>();
    check("campaign-paths", config.enrichment().campaignPaths(), problems);
    check("lead-paths", config.enrichment().leadPaths(), problems);
    check(config.callingHours(), problems);
    Areas areas = config.enrichment().areas().map(file -> areas(file, problems)).orElse(Areas.NONE);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return Enrichment.of(
        references(config.enrichment()),
        hours(config.callingHours()),
        new Privacy(config.privacy().tokenKey().reveal()),
        areas);
  }

  private static Areas areas(Path file, List<String> problems) {
    if (file.toString().lines().count() > 1) {
      problems.add("sidstream.enrichment.areas: it is the name of a file, not what is in the file");
      return Areas.NONE;
    }
    try {
      return Areas.of(Files.readAllLines(file));
    } catch (MalformedInputException e) {
      problems.add(AREAS.formatted(file, "it is not in UTF-8"));
    } catch (IOException e) {
      problems.add(AREAS.formatted(file, "it cannot be read: " + e));
    } catch (IllegalArgumentException e) {
      problems.add(AREAS.formatted(file, e.getMessage()));
    }
    return Areas.NONE;
  }

  private static void check(String setting, List<String> paths, List<String> problems) {
    paths.stream()
        .filter(path -> !References.isPath(path))
        .forEach(
            path ->
                problems.add(
                    "sidstream.enrichment."
                        + setting
                        + ": '"
                        + path
                        + "' is no path such as lead or meta.lead"));
  }

  private static void check(StreamConfig.CallingHours hours, List<String> problems) {
    if (!hours.from().isBefore(hours.to())) {
      problems.add(
          "sidstream.calling-hours.from: %s is not before sidstream.calling-hours.to, %s"
              .formatted(hours.from(), hours.to()));
    }
    hours.kinds().stream()
        .filter(kind -> !REACHING_OUT.contains(kind))
        .forEach(
            kind ->
                problems.add(
                    "sidstream.calling-hours.kinds: nobody is called with "
                        + kind.word()
                        + "; there is call, sms and message"));
  }

  private static References references(StreamConfig.Enrichment settings) {
    return new References(
        new References.Names(settings.campaignParameters(), settings.campaignPaths()),
        new References.Names(settings.leadParameters(), settings.leadPaths()),
        settings.customField());
  }

  private static CallingHours hours(StreamConfig.CallingHours settings) {
    return new CallingHours(settings.zone(), settings.from(), settings.to(), settings.kinds());
  }
}
