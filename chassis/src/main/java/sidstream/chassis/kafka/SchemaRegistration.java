// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;

/**
 * Registers the topics' schemas: an explicit step of a deployment, never done on the way of an
 * event. Every subject is FULL_TRANSITIVE: old readers read new records and new readers old ones.
 */
public final class SchemaRegistration {

  private static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final SchemaRegistryClient registry;

  public SchemaRegistration(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  /**
   * Registers what is missing; done twice it changes nothing.
   *
   * @throws IOException when the registry cannot be reached
   * @throws RestClientException when it refuses a schema as incompatible (409)
   */
  public void register(Topics topics) throws IOException, RestClientException {
    for (Topic<?> topic : topics.all()) {
      registry.register(topic.subject(), AvroSerdes.registered(topic));
      registry.updateCompatibility(topic.subject(), COMPATIBILITY);
    }
  }
}
