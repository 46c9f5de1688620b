// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.GatewayConfig.SourceConfig;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.source.twilio.TwilioSource;

/** The registry of providers: a new one is one line here. */
final class Sources {

  private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final Map<String, Function<SourceConfig, WebhookSource>> KNOWN =
      Map.of(
          "exotel",
          config -> new ExotelSource(exotelZone(config), exotelRegion(config)),
          "twilio",
          config -> new TwilioSource(config.zone().orElse(UTC), config.region().orElse("US")));

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Endpoint> endpoints = new HashMap<>();

  private final Meters meters;

  private Sources(Meters meters) {
    this.meters = meters;
  }

  /**
   * The configured ones.
   *
   * @param configured settings by source
   * @param meters count what becomes of signatures
   * @throws ConfigException when there is none, or one makes no sense
   */
  static Map<String, Endpoint> endpoints(Map<String, SourceConfig> configured, Meters meters) {
    Sources sources = new Sources(meters);
    new TreeMap<>(configured).forEach(sources::add);
    if (configured.isEmpty()) {
      sources.problems.add("sidstream.sources.exotel.secret is required: no source is configured");
    }
    if (!sources.problems.isEmpty()) {
      throw new ConfigException(sources.problems);
    }
    return sources.endpoints;
  }

  /**
   * Reads what Exotel's API answers, with the zone and the region of its webhooks.
   *
   * @throws ConfigException when there is no such source
   */
  static ExotelAnswers exotelAnswers(Map<String, SourceConfig> configured) {
    SourceConfig config = configured.get("exotel");
    if (config == null) {
      throw new ConfigException(
          List.of("sidstream.exotel-api needs the source exotel: sidstream.sources.exotel.secret"));
    }
    return new ExotelAnswers(exotelZone(config), exotelRegion(config));
  }

  /** The names of all there are. */
  static Set<String> known() {
    return new TreeSet<>(KNOWN.keySet());
  }

  private static ZoneId exotelZone(SourceConfig config) {
    return config.zone().orElse(INDIA);
  }

  private static String exotelRegion(SourceConfig config) {
    return config.region().orElse("IN");
  }

  private void add(String name, SourceConfig config) {
    String setting = "sidstream.sources." + name;
    Function<SourceConfig, WebhookSource> source = KNOWN.get(name);
    if (source == null) {
      problems.add(setting + " is unknown; there is " + String.join(", ", known()));
      return;
    }
    Verification.Result result = Verification.of(name, config, meters);
    problems.addAll(result.problems());
    try {
      WebhookSource reads = source.apply(config);
      if (result.verifier() != null) {
        endpoints.put(name, new Endpoint(result.verifier(), reads, result.redaction()));
      }
    } catch (IllegalArgumentException e) { // says what is wrong, without the value
      problems.add(setting + ": " + e.getMessage());
    }
  }
}
