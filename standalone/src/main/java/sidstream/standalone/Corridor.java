// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.RegistryConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.Registry;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.chassis.run.StartException;
import sidstream.schemas.Topics;
import sidstream.testkit.KafkaBroker;

/**
 * The broker and the registry, with every topic created and every schema registered: what the three
 * apps find when they start.
 */
final class Corridor implements Part {

  private static final Duration REGISTRY_BOUND = Duration.ofSeconds(90);

  private final KafkaBroker broker;
  private final RegistryProcess registry;
  private final KafkaConfig kafka;
  private final RegistryConfig registryConfig;
  private volatile boolean open;

  /**
   * @param kafka settings by which the apps reach the broker
   * @param registryConfig settings by which they reach the registry
   */
  Corridor(
      KafkaBroker broker,
      RegistryProcess registry,
      KafkaConfig kafka,
      RegistryConfig registryConfig) {
    this.broker = broker;
    this.registry = registry;
    this.kafka = kafka;
    this.registryConfig = registryConfig;
  }

  @Override
  public String name() {
    return "corridor";
  }

  /** The registry starts beside the broker and waits for it: that saves its own start-up time. */
  @Override
  public void start() throws InterruptedException {
    registry.start();
    try {
      broker.start();
      Topics topics = new Topics(kafka.topicPrefix());
      createTopics(topics);
      registry.awaitReady(REGISTRY_BOUND);
      new SchemaRegistration(Registry.client(registryConfig)).register(topics);
      open = true;
    } catch (IllegalStateException e) {
      throw new StartException("the broker does not start: " + deepest(e), e);
    } catch (ExecutionException e) {
      throw new StartException("the topics cannot be created: " + deepest(e), e);
    } catch (IOException e) {
      throw new StartException("the registry does not answer: " + e.getMessage(), e);
    } catch (io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException e) {
      throw new StartException("the registry refuses a schema: " + e.getMessage(), e);
    }
  }

  private void createTopics(Topics topics) throws ExecutionException, InterruptedException {
    try (Admin admin = new KafkaClients(kafka, "provision").admin()) {
      new TopicProvisioning(admin, kafka).createMissing(topics);
    }
  }

  private static String deepest(Throwable fault) {
    Throwable next = fault;
    while (next.getCause() != null) {
      next = next.getCause();
    }
    return String.valueOf(next.getMessage());
  }

  @Override
  public Check check() {
    return open ? registry.check() : Check.notReady("starting");
  }

  @Override
  public void close() {
    open = false;
    registry.close();
    broker.close();
  }
}
