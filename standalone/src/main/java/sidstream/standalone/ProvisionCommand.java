// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.chassis.kafka.Provision;

/** {@code sidstream provision}: creates missing topics and registers missing schemas. */
@Command(
    name = "provision",
    mixinStandardHelpOptions = true,
    description = {
      "Creates the topics and registers the schemas on a Kafka and a registry of your own.",
      "Everything else is set in the environment: SIDSTREAM_KAFKA_..., SIDSTREAM_REGISTRY_...,"
          + " SIDSTREAM_PROVISION_..., see chassis/README.md."
    })
final class ProvisionCommand implements Callable<Integer> {

  @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka's brokers.")
  private @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Base URL of Confluent's registry API.")
  private @Nullable String registry;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (bootstrap != null) {
      environment.put("SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS", bootstrap);
    }
    if (registry != null) {
      environment.put("SIDSTREAM_REGISTRY_URL", registry);
    }
    return Provision.main(environment, System.out::println).number();
  }
}
