// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.ProvisionConfig;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.SpoolingEventLog;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.Topics;

/**
 * Appends one event every two milliseconds until it is killed, and prints a line for each receipt.
 * Its arguments are the bootstrap address, the spool's directory and how many events at the most.
 */
final class SpoolingMain {

  static final String ACK = "ack ";

  private SpoolingMain() {}

  public static void main(String[] args) throws Exception {
    SpoolLoad load = new SpoolLoad(Integer.parseInt(args[2]));
    SpoolingEventLog log = log(args[0], Path.of(args[1]));
    log.start();
    AtomicInteger next = new AtomicInteger();
    ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    var unused =
        sender.scheduleAtFixedRate(
            () -> append(log, load, next.getAndIncrement()), 0, 2, TimeUnit.MILLISECONDS);
  }

  /** A log in this VM, with schemas that are the same in every VM. */
  static SpoolingEventLog log(String bootstrap, Path spool) throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaRegistration(registry).register(new Topics(""));
    SpoolStore store = new SpoolStore(spool, 1L << 30, new Meters(new SimpleMeterRegistry()));
    return SpoolLoad.log(store, config(bootstrap).kafka(), registry);
  }

  static ProvisionConfig config(String bootstrap) {
    Map<String, String> settings =
        Map.of(
            "sidstream.kafka.bootstrap-servers",
            bootstrap,
            "sidstream.registry.url",
            "http://127.0.0.1:1");
    return Settings.load(ProvisionConfig.class, Map.of(), settings).values();
  }

  private static void append(SpoolingEventLog log, SpoolLoad load, int number) {
    var unused = log.append(load.event(number)).thenRun(() -> System.out.println(ACK + number));
  }
}
