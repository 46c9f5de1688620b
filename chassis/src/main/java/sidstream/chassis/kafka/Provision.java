// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import sidstream.chassis.config.ConfigException;
import sidstream.chassis.config.Settings;
import sidstream.chassis.run.ExitCode;
import sidstream.chassis.run.StartException;
import sidstream.schemas.Topics;

/**
 * Prepares the corridor: creates the topics and registers the schemas that are missing, once the
 * broker and the registry are there. An explicit step of a deployment, before the apps; done twice
 * it changes nothing.
 */
public final class Provision {

  /** An app's environment serves as it is: what only the app knows is passed over. */
  private static final List<String> OURS =
      List.of(
          "SIDSTREAM_KAFKA_", "SIDSTREAM_REGISTRY_", "SIDSTREAM_PROVISION_", "SIDSTREAM_CONFIG");

  private final ProvisionConfig config;
  private final Topics topics;
  private final Consumer<String> out;

  /**
   * @param out takes what was done, a sentence at a time
   */
  public Provision(ProvisionConfig config, Consumer<String> out) {
    this.config = config;
    this.topics = new Topics(config.kafka().topicPrefix());
    this.out = out;
  }

  /** The same as a process; its exit code is 0, 3 for wrong settings or 4. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(main(System.getenv(), System.out::println).number());
  }

  /** As {@link #main(String[])}, with an environment of the caller's. */
  public static ExitCode main(Map<String, String> environment, Consumer<String> out)
      throws InterruptedException {
    try {
      Map<String, String> ours =
          environment.entrySet().stream()
              .filter(variable -> OURS.stream().anyMatch(variable.getKey()::startsWith))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      new Provision(Settings.load(ProvisionConfig.class, ours, Map.of()).values(), out).run();
      return ExitCode.OK;
    } catch (ConfigException e) {
      out.accept(e.getMessage());
      return ExitCode.BAD_CONFIG;
    } catch (StartException e) {
      out.accept("cannot provision: " + e.getMessage());
      return ExitCode.CANNOT_START;
    }
  }

  /**
   * Returns when every topic exists and every schema is registered.
   *
   * @throws StartException when the broker or the registry does not come in time, or refuses
   */
  public void run() throws InterruptedException {
    Patience patience = new Patience(config.provision().patience(), out);
    patience.with("the broker at " + config.kafka().bootstrapServers(), this::createTopics);
    patience.with("the registry at " + config.registry().url(), this::registerSchemas);
  }

  private void createTopics() throws Exception {
    try (Admin admin = new KafkaClients(config.kafka(), "provision").admin()) {
      List<String> created = new TopicProvisioning(admin, config.kafka()).createMissing(topics);
      created.forEach(name -> out.accept("created the topic " + name));
      out.accept("topics: " + topics.all().size() + ", created now: " + created.size());
    }
  }

  private void registerSchemas() throws IOException, RestClientException {
    new SchemaRegistration(Registry.client(config.registry())).register(topics);
    out.accept("schemas: every one of " + topics.all().size() + " is registered");
  }
}
