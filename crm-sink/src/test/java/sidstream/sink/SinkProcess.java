// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import sidstream.chassis.config.Settings;
import sidstream.chassis.kafka.SchemaRegistration;
import sidstream.chassis.ops.Ops;
import sidstream.schemas.Topics;

/** A sink in a process of its own, to be killed without a word. */
final class SinkProcess implements AutoCloseable {

  private final Process process;

  /**
   * @param settings those of a {@link SinkRig}, whose mock registry gives the same ids as this
   *     one's
   */
  SinkProcess(Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SinkProcess.class.getName());
    settings.forEach((key, value) -> command.add(key + '=' + value));
    process = new ProcessBuilder(command).inheritIO().start();
  }

  public static void main(String[] settings) throws Exception {
    Map<String, String> explicit =
        Arrays.stream(settings)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    SinkConfig config = Settings.load(SinkConfig.class, Map.of(), explicit).values();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaRegistration(registry).register(new Topics(config.kafka().topicPrefix()));
    Sink.wire(config, new Ops(), registry).start();
    new CountDownLatch(1).await();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
