// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the one-command run was asked for, and what that means for each app's settings.
 *
 * @param ports of everything that listens
 * @param crmUrl where the CRM takes events; null logs them
 * @param crmHeaders headers of each request to the CRM
 */
record UpSettings(Ports ports, @Nullable String crmUrl, Map<String, String> crmHeaders) {

  UpSettings {
    crmHeaders = Map.copyOf(crmHeaders);
  }

  Map<String, String> gateway(String bootstrap, String registry, String secret, Path spool) {
    Map<String, String> settings = common(bootstrap, registry);
    settings.put("sidstream.http.host", ports.host());
    settings.put("sidstream.http.port", Integer.toString(ports.gateway()));
    settings.put("sidstream.sources.exotel.secret", secret);
    settings.put("sidstream.spool.directory", spool.toString());
    return settings;
  }

  Map<String, String> processor(String bootstrap, String registry, String tokenKey, Path state) {
    Map<String, String> settings = common(bootstrap, registry);
    settings.put("sidstream.privacy.token-key", tokenKey);
    settings.put("sidstream.streams.state-dir", state.toString());
    settings.putAll(member());
    return settings;
  }

  Map<String, String> sink(String bootstrap, String registry) {
    Map<String, String> settings = common(bootstrap, registry);
    settings.put("sidstream.crm.adapter", crmUrl == null ? "log" : "rest");
    if (crmUrl != null) {
      settings.put("sidstream.crm.url", crmUrl);
    }
    crmHeaders.forEach((name, value) -> settings.put("sidstream.crm.headers." + name, value));
    settings.putAll(member());
    return settings;
  }

  static Map<String, String> clients(String bootstrap, String registry) {
    return common(bootstrap, registry);
  }

  private static Map<String, String> common(String bootstrap, String registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sidstream.kafka.bootstrap-servers", bootstrap);
    settings.put("sidstream.registry.url", registry);
    return settings;
  }

  /**
   * One member under one name: after a restart, also after a crash, it takes its partitions back at
   * once instead of waiting until its former self counts as dead.
   */
  private static Map<String, String> member() {
    return Map.of("sidstream.kafka.client.\"group.instance.id\"", "standalone");
  }
}
