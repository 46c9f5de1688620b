// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Apache Kafka broker in this VM: one KRaft node, broker and controller in one.
 *
 * <p>It serves the tests and the one-command run alike, so its settings are those of a small
 * installation: what was acknowledged survives a crash of the process (not of the machine: Kafka
 * does not sync), topics are created by their owners only, replication factor is 1.
 *
 * <p>{@link #start} formats the data directory on first use and keeps it afterwards: records,
 * topics and cluster id outlive {@link #stop}. A broker may be started again after it was stopped,
 * on the same ports. Not safe for use by several threads. When Kafka meets a fault it cannot
 * survive, such as a disk that stops working, it halts the VM.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final Settings settings;
  private final Map<String, String> more;
  private final boolean ephemeral;
  private @Nullable KafkaRaftServer server;

  /**
   * Where a broker lives.
   *
   * @param data directory for everything it keeps; created when missing
   * @param host address to bind and to tell clients
   * @param port for clients; 0 picks a free one
   * @param controllerPort for the node's talk with itself; 0 picks a free one
   */
  public record Settings(Path data, String host, int port, int controllerPort) {
    public Settings {
      port = port == 0 ? FreePort.next() : port;
      controllerPort = controllerPort == 0 ? FreePort.next() : controllerPort;
    }

    /** On the loopback interface, on free ports. */
    public Settings(Path data) {
      this(data, "127.0.0.1", 0, 0);
    }
  }

  /** A broker that keeps its data. */
  public KafkaBroker(Settings settings) {
    this(settings, Map.of());
  }

  /**
   * A broker that keeps its data, or as much of it as it is told to.
   *
   * @param more settings of Kafka, above those of a small installation
   */
  public KafkaBroker(Settings settings, Map<String, String> more) {
    this(settings, more, false);
  }

  private KafkaBroker(Settings settings, Map<String, String> more, boolean ephemeral) {
    this.settings = settings;
    this.more = Map.copyOf(more);
    this.ephemeral = ephemeral;
  }

  /** A broker on free ports whose data goes when it is closed; not yet started. */
  public static KafkaBroker ephemeral() {
    try {
      Settings settings = new Settings(Files.createTempDirectory("sidstream-kafka-"));
      return new KafkaBroker(settings, Map.of(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns when clients are served.
   *
   * @throws IllegalStateException when it runs already, or cannot start: data of another node, port
   *     taken, disk full
   */
  public KafkaBroker start() {
    if (server != null) {
      throw new IllegalStateException("already running on " + bootstrap());
    }
    try {
      formatOnce();
      server = started(new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM));
      return this;
    } catch (Exception e) {
      throw new IllegalStateException("Kafka does not start in " + settings.data(), e);
    }
  }

  /** What clients connect to, {@code host:port}; known before the start. */
  public String bootstrap() {
    return settings.host() + ":" + settings.port();
  }

  /** The directory that holds everything the broker keeps. */
  public Path data() {
    return settings.data();
  }

  /** Shuts down in order and keeps the data. Does nothing when not running. */
  public void stop() {
    if (server != null) {
      shutDown(server);
      server = null;
    }
  }

  /** Stops; an ephemeral broker's data is deleted. */
  @Override
  public void close() {
    stop();
    if (ephemeral && Files.exists(settings.data())) {
      delete(settings.data());
    }
  }

  private static KafkaRaftServer started(KafkaRaftServer server) {
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      shutDown(server);
      throw e;
    }
  }

  private static void shutDown(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  /** The formatter writes {@code meta.properties} last: a directory that has it is complete. */
  private void formatOnce() throws Exception {
    if (Files.exists(settings.data().resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(settings.data());
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(CONTROLLER)
        .setDirectories(List.of(settings.data().toString()))
        .setMetadataLogDirectory(settings.data().toString())
        .run();
  }

  private Map<String, String> properties() {
    Map<String, String> all = new HashMap<>(BrokerDefaults.SMALL);
    all.putAll(more);
    String controller = settings.host() + ":" + settings.controllerPort();
    all.put("node.id", Integer.toString(NODE_ID));
    all.put("process.roles", "broker,controller");
    all.put("listeners", "PLAINTEXT://%s,%s://%s".formatted(bootstrap(), CONTROLLER, controller));
    all.put("advertised.listeners", "PLAINTEXT://" + bootstrap());
    all.put("controller.listener.names", CONTROLLER);
    all.put("controller.quorum.voters", NODE_ID + "@" + controller);
    all.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER));
    all.put("log.dirs", settings.data().toString());
    return all;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
