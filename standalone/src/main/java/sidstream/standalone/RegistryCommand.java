// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Apicurio Registry is started: its settings, each with the reason that made it necessary. */
final class RegistryCommand {
  /** A small heap, few native arenas, the quick compiler: 190 MB resident, 4 s of CPU to start. */
  private static final List<String> SMALL_VM =
      List.of(
          "-Xms32m",
          "-Xmx192m",
          "-XX:MaxMetaspaceSize=160m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError");

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("apicurio.storage.kind", "kafkasql"),
          // The journal IS the registry: with the broker's default it would forget schemas after
          // seven days, and every id with them.
          Map.entry("apicurio.kafkasql.topic.retention.ms", "-1"),
          // At start it waits this long (5 s by default) for a snapshot that nobody ever took;
          // afterwards it only paces an idle loop.
          Map.entry("apicurio.kafkasql.consumer.poll.timeout", "100"),
          // Each start is a new consumer group that reads all: its offsets are of no use to anyone.
          Map.entry("apicurio.kafkasql.consumer.enable.auto.commit", "false"),
          // Its SQL database is in memory and has one user: 20 connections only cost time.
          Map.entry("apicurio.datasource.jdbc.initial-size", "1"),
          Map.entry("apicurio.datasource.jdbc.min-size", "1"),
          Map.entry("apicurio.datasource.jdbc.max-size", "20"),
          Map.entry("quarkus.vertx.event-loops-pool-size", "2"),
          Map.entry("quarkus.http.access-log.enabled", "false"),
          Map.entry("quarkus.log.category.\"io.apicurio\".level", "INFO"));

  private RegistryCommand() {}

  /**
   * @throws NoSuchFileException when the registry is not installed
   */
  static ProcessBuilder of(RegistryProcess.Settings settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL_VM);
    SETTINGS.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-Dapicurio.kafkasql.bootstrap.servers=" + settings.bootstrap());
    command.add("-Dquarkus.http.host=" + settings.host());
    command.add("-Dquarkus.http.port=" + settings.port());
    command.add("-jar");
    command.add(RegistryHome.runner(settings.home()).toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder;
  }
}
