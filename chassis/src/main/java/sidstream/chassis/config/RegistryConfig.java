// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.WithDefault;
import java.util.Map;

/** Settings of the schema registry, any that speaks Confluent's API. */
public interface RegistryConfig {

  /** Base URL, for Apicurio including {@code /apis/ccompat/v7}. */
  @WithDefault("http://127.0.0.1:8081")
  String url();

  /** Any other setting of Confluent's client, for example {@code basic.auth.user.info}. */
  Map<String, Secret> client();
}
