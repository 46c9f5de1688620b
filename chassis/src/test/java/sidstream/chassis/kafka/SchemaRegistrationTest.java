// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;

class SchemaRegistrationTest {

  private final MockSchemaRegistryClient registry = new Judging();
  private final Topics topics = new Topics("acme.");

  /** Judges a schema when it is registered, as a real registry does and the mock alone does not. */
  private static final class Judging extends MockSchemaRegistryClient {

    @Override
    public int register(String subject, ParsedSchema schema)
        throws IOException, RestClientException {
      if (getAllSubjects().contains(subject) && !testCompatibility(subject, schema)) {
        throw new RestClientException(
            "incompatible with an earlier schema of " + subject, 409, 409);
      }
      return super.register(subject, schema);
    }
  }

  @Test
  void everyTopicsSchemaCanBeResolvedAfterwards() throws Exception {
    new SchemaRegistration(registry).register(topics);
    AvroSerdes serdes = new AvroSerdes(registry);
    for (Topic<?> topic : topics.all()) {
      assertThat(serdes.resolve(topic)).as(topic.name()).isPositive();
    }
  }

  @Test
  void everySubjectIsFullTransitive() throws Exception {
    new SchemaRegistration(registry).register(topics);
    for (Topic<?> topic : topics.all()) {
      assertThat(registry.getCompatibility(topic.subject())).isEqualTo("FULL_TRANSITIVE");
    }
  }

  @Test
  void registeringTwiceChangesNothing() throws Exception {
    new SchemaRegistration(registry).register(topics);
    new SchemaRegistration(registry).register(topics);
    for (Topic<?> topic : topics.all()) {
      assertThat(registry.getAllVersions(topic.subject())).containsExactly(1);
    }
  }

  @Test
  void anIncompatibleSchemaIsRefused() throws Exception {
    String subject = topics.crmEvents.subject();
    registry.register(
        subject,
        new AvroSchema(
            """
            {"type": "record", "name": "CrmEvent", "namespace": "sidstream.schemas.record",
             "fields": [{"name": "id", "type": "long"}]}
            """));
    registry.updateCompatibility(subject, "FULL_TRANSITIVE");
    assertThatThrownBy(() -> new SchemaRegistration(registry).register(topics))
        .isInstanceOf(RestClientException.class)
        .hasMessageContaining("acme.crm-events-value");
    assertThat(registry.getAllVersions(subject)).containsExactly(1);
  }
}
