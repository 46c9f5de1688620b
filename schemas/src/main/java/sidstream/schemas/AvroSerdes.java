// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializers and deserializers of the topics' values in Confluent's wire format (a zero byte, the
 * schema id in four, Avro binary). What is written is, byte for byte, what Confluent's own classes
 * would write; what another schema than ours wrote is read by them.
 *
 * <p>Schemas are never registered from here: an unregistered one fails to serialize with an error
 * that names the subject. {@link #resolve} fetches a topic's id ahead of time; after that the
 * registry may be away.
 */
public final class AvroSerdes {

  /** The serde classes ask for a URL even when they are given a client; it is never called. */
  private static final String CLIENT_IS_GIVEN = "http://client.is.given";

  static {
    TrustedRecords.declare();
  }

  private final SchemaRegistryClient registry;

  public AvroSerdes(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  public <V extends SpecificRecord> Serde<V> of(Topic<V> topic) {
    return Serdes.serdeFrom(serializer(topic), deserializer(topic));
  }

  public <V extends SpecificRecord> Serializer<V> serializer(Topic<V> topic) {
    return new WireSerializer<>(this, topic);
  }

  @SuppressWarnings("unchecked") // specific.avro.reader yields the class that the schema names
  public <V extends SpecificRecord> Deserializer<V> deserializer(Topic<V> topic) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry);
    deserializer.configure(
        Map.of(
            AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG,
            CLIENT_IS_GIVEN,
            KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG,
            true,
            KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE_CONFIG,
            topic.values().getName()),
        false);
    return new WireDeserializer<>(
        topic, registry, (Deserializer<V>) (Deserializer<?>) deserializer);
  }

  /**
   * The schema as it stands in the registry: without the properties only our generated code reads.
   */
  public static AvroSchema registered(Topic<?> topic) {
    Schema schema = AvroSchemaUtils.getSchema(blank(topic), false, false, false, true, true);
    return new AvroSchema(schema);
  }

  /**
   * Fetches and caches the id of the topic's schema.
   *
   * @throws IOException when the registry cannot be reached
   * @throws RestClientException when it does not know the schema
   */
  public int resolve(Topic<?> topic) throws IOException, RestClientException {
    return registry.getId(topic.subject(), registered(topic));
  }

  /** Whether what a serializer or deserializer threw is no fault of the record. */
  public static boolean isRegistryAway(Throwable failure) {
    return failure instanceof SerializationException
        && failure.getCause() instanceof IOException cause
        && !(cause instanceof EOFException); // a record that ends too early
  }

  private static Object blank(Topic<?> topic) {
    try {
      return topic.values().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(topic.values() + " is no generated Avro class", e);
    }
  }
}
