// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import sidstream.chassis.config.ConfigException;
import sidstream.ingest.GatewayConfig.SourceConfig;
import sidstream.ingest.http.Endpoint;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.source.twilio.TwilioSource;
import sidstream.ingest.verify.PathSecret;

/** The registry of providers: a new one is one line here. */
final class Sources {

  private static final Map<String, Function<SourceConfig, WebhookSource>> KNOWN =
      Map.of(
          "exotel", config -> new ExotelSource(config.zone(), config.region()),
          "twilio", config -> new TwilioSource(config.zone(), config.region()));

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Endpoint> endpoints = new HashMap<>();

  private Sources() {}

  /**
   * The configured ones.
   *
   * @param configured settings by source
   * @throws ConfigException when there is none, or one makes no sense
   */
  static Map<String, Endpoint> endpoints(Map<String, SourceConfig> configured) {
    Sources sources = new Sources();
    new TreeMap<>(configured).forEach(sources::add);
    if (configured.isEmpty()) {
      sources.problems.add("sidstream.sources.exotel.secret is required: no source is configured");
    }
    if (!sources.problems.isEmpty()) {
      throw new ConfigException(sources.problems);
    }
    return sources.endpoints;
  }

  private void add(String name, SourceConfig config) {
    String setting = "sidstream.sources." + name;
    Function<SourceConfig, WebhookSource> source = KNOWN.get(name);
    if (source == null) {
      problems.add(setting + " is unknown; there is " + String.join(", ", KNOWN.keySet()));
      return;
    }
    try {
      endpoints.put(
          name,
          new Endpoint(
              new PathSecret(config.secret(), config.previousSecret()), source.apply(config)));
    } catch (IllegalArgumentException e) { // says what is wrong, without the value
      problems.add(setting + ": " + e.getMessage());
    }
  }
}
