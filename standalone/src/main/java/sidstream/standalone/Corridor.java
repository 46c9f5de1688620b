// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.Provision;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.chassis.run.StartException;
import sidstream.testkit.KafkaBroker;

/**
 * The broker and the registry, with every topic created and every schema registered: what the three
 * apps find when they start.
 */
final class Corridor implements Part {

  private static final Logger log = LoggerFactory.getLogger(Corridor.class);
  private static final Duration REGISTRY_BOUND = Duration.ofSeconds(90);

  private final KafkaBroker broker;
  private final RegistryProcess registry;
  private final Provision provision;
  private volatile boolean open;

  /**
   * @param clients settings by which the apps reach both
   */
  Corridor(KafkaBroker broker, RegistryProcess registry, ProvisionConfig clients) {
    this.broker = broker;
    this.registry = registry;
    this.provision = new Provision(clients, log::info);
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
    } catch (IllegalStateException e) {
      throw new StartException("the broker does not start: " + deepest(e), e);
    }
    registry.awaitReady(REGISTRY_BOUND);
    provision.run();
    open = true;
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
