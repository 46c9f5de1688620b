// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Secret;
import sidstream.sink.crm.CrmConfig;

/**
 * Where a REST CRM is and what it wants to see in every request.
 *
 * @param uri holds the key of some CRMs: never shown as a whole
 * @param headers values by name
 * @param timeout bound on one attempt, the whole answer included
 */
record RestTarget(URI uri, Map<String, String> headers, Duration timeout) {

  private static final URI ANYWHERE = URI.create("http://127.0.0.1");

  /**
   * @throws ConfigException with every setting that is missing or wrong
   */
  static RestTarget of(CrmConfig config) {
    List<String> problems = new ArrayList<>();
    Optional<URI> uri = config.url().flatMap(url -> uri(url.reveal()));
    if (uri.isEmpty()) {
      problems.add(
          config.url().isEmpty()
              ? "sidstream.crm.url is required by the adapter rest"
              : "sidstream.crm.url does not fit: Expected http://host/path or https://host/path");
    }
    Map<String, String> headers = headers(config.headers(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new RestTarget(uri.orElseThrow(), headers, config.timeout());
  }

  /** Scheme, host and port. */
  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = URI.create(text);
      HttpRequest.newBuilder(uri);
      return Optional.of(uri);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A name that came through the environment has dots where its hyphens were. */
  private static Map<String, String> headers(Map<String, Secret> given, List<String> problems) {
    Map<String, String> headers = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          headers.put(name.replace('.', '-'), value.reveal());
          if (!isSendable(name.replace('.', '-'), value.reveal())) {
            problems.add("sidstream.crm.headers." + name + " cannot be sent as a header");
          }
        });
    return headers;
  }

  private static boolean isSendable(String name, String value) {
    try {
      HttpRequest.newBuilder(ANYWHERE).header(name, value);
      return true;
    } catch (IllegalArgumentException e) { // its message shows the value
      return false;
    }
  }
}
