// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Feed;

/** Which paths there are: {@code /hooks/<source>/<feed>}, with or without {@code /<secret>}. */
public final class Routes {

  static final String ROOT = "/hooks/";

  private final Map<String, Map<String, Route>> routes = new HashMap<>();

  /**
   * A path that leads somewhere.
   *
   * @param secret last part; null where there is none
   */
  record Match(Route route, @Nullable String secret) {}

  /**
   * @param endpoints by source
   */
  Routes(Map<String, Endpoint> endpoints) {
    endpoints.forEach(
        (source, endpoint) -> {
          Map<String, Route> feeds = new HashMap<>();
          for (Feed feed : endpoint.source().feeds()) {
            feeds.put(feed.name(), new Route(source, feed, endpoint));
          }
          routes.put(source, feeds);
        });
  }

  /** Of a feed, where its secret is, or stands for one. */
  public static String path(String source, String feed, String secret) {
    return ROOT + source + '/' + feed + '/' + secret;
  }

  /** Every route, by source and feed. */
  List<Route> all() {
    return routes.values().stream().flatMap(feeds -> feeds.values().stream()).toList();
  }

  /**
   * @param path as received
   */
  @Nullable Match find(String path) {
    int source = ROOT.length();
    int feed = path.indexOf('/', source) + 1;
    if (!path.startsWith(ROOT) || feed == 0) {
      return null;
    }
    int secret = path.indexOf('/', feed) + 1;
    int end = secret == 0 ? path.length() : secret - 1;
    Route route =
        routes
            .getOrDefault(path.substring(source, feed - 1), Map.of())
            .get(path.substring(feed, end));
    if (route == null || (secret != 0 && path.indexOf('/', secret) >= 0)) {
      return null;
    }
    return new Match(route, secret == 0 ? null : decoded(path.substring(secret)));
  }

  private static String decoded(String secret) {
    return secret.indexOf('%') < 0 ? secret : URIUtil.decodePath(secret);
  }
}
