// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sidstream.chassis.config.RegistryConfig;

/** Opens Confluent's registry client; ids are cached in it for the life of the process. */
public final class Registry {

  private static final int CACHED_SCHEMAS = 1_000;

  private Registry() {}

  public static SchemaRegistryClient client(RegistryConfig config) {
    Map<String, String> settings =
        config.client().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().reveal()));
    return new CachedSchemaRegistryClient(List.of(config.url()), CACHED_SCHEMAS, settings);
  }
}
