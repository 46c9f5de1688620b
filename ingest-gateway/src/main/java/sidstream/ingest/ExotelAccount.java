// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.ConfigException;
import sidstream.ingest.GatewayConfig.ExotelApiConfig;
import sidstream.ingest.pull.ApiAccess;

/**
 * Makes an account out of its settings. What does not fit is named and not shown: Exotel's
 * documents write key and token into the URL, and whoever does so here would find them in a log.
 */
final class ExotelAccount {

  private static final String SETTING = "sidstream.exotel-api.";
  private static final String SINGAPORE = "https://api.exotel.com";
  private static final int REQUESTS_PER_MINUTE = 60;

  /** The slowest answers take a few seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> problems = new ArrayList<>();

  private ExotelAccount() {}

  /**
   * @throws ConfigException when a setting cannot be a part of a request
   */
  static ApiAccess of(ExotelApiConfig config) {
    return new ExotelAccount().access(config);
  }

  private ApiAccess access(ExotelApiConfig config) {
    expect(config.account().matches("[A-Za-z0-9_-]{1,100}"), "account", "letters, digits, - and _");
    expect(
        config.key().reveal().matches("[!-9;-~]{1,200}"), "key", "visible ASCII without a colon");
    expect(config.token().reveal().matches("[!-~]{1,200}"), "token", "visible ASCII");
    URI url = host(config.url().orElse(SINGAPORE));
    expect(url != null, "url", "http or https, a host and nothing before or behind it");
    if (url == null || !problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ApiAccess(
        url,
        config.account(),
        config.key().reveal(),
        config.token(),
        config.requestsPerMinute().orElse(REQUESTS_PER_MINUTE),
        PATIENCE);
  }

  private void expect(boolean fits, String setting, String expected) {
    if (!fits) {
      problems.add(SETTING + setting + " does not fit: expected " + expected);
    }
  }

  /** Null where it is more than that. */
  private static @Nullable URI host(String text) {
    try {
      URI url = new URI(text.strip());
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null;
      boolean atRoot = "".equals(url.getRawPath()) || "/".equals(url.getRawPath());
      return web && bare && atRoot && url.getHost() != null ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
