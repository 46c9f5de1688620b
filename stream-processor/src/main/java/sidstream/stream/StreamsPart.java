// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.schemas.AvroSerdes;

/**
 * Runs the topology. It waits for its topics and schemas rather than fail without them; a passing
 * fault (the broker or the registry away) replaces the thread that met it; a bug stops the client,
 * which shows as a dead part, so that the process ends and its supervisor starts a new one.
 */
final class StreamsPart implements Part {

  private static final Logger log = LoggerFactory.getLogger(StreamsPart.class);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(15);

  private final Properties settings;
  private final Topology topology;
  private final Prerequisites prerequisites;

  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Thread starter;
  private volatile boolean closed;

  StreamsPart(Properties settings, Topology topology, Prerequisites prerequisites) {
    this.settings = settings;
    this.topology = topology;
    this.prerequisites = prerequisites;
  }

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::startWhenPossible, "streams-start");
    thread.setDaemon(true);
    starter = thread;
    thread.start();
  }

  private void startWhenPossible() {
    try {
      prerequisites.await();
      begin();
    } catch (InterruptedException e) {
      log.info("stopped while waiting for topics and schemas");
    } catch (RuntimeException e) {
      log.error("the topology cannot start", e);
      prerequisites.fail("the topology cannot start: " + e.getMessage());
    }
  }

  private synchronized void begin() {
    if (closed) {
      return;
    }
    KafkaStreams created = new KafkaStreams(topology, settings);
    created.setUncaughtExceptionHandler(StreamsPart::response);
    created.start();
    streams = created;
  }

  static StreamThreadExceptionResponse response(Throwable fault) {
    boolean passing = isPassing(fault);
    log.atError().addKeyValue("passing", passing).setCause(fault).log("a stream thread failed");
    return passing
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static boolean isPassing(Throwable fault) {
    for (Throwable next = fault; next != null; next = next.getCause()) {
      if (next instanceof RetriableException || AvroSerdes.isRegistryAway(next)) {
        return true;
      }
    }
    return false;
  }

  /** Records of a topic that were not read yet; not a number before the first is read. */
  double backlog(String topic) {
    KafkaStreams running = streams;
    return running == null ? Double.NaN : Backlog.of(running.metrics(), topic);
  }

  @Override
  public Check check() {
    KafkaStreams running = streams;
    if (running == null) {
      return prerequisites.check();
    }
    return switch (running.state()) {
      case RUNNING -> Check.OK;
      case CREATED, REBALANCING -> Check.notReady("taking over partitions, restoring state");
      case PENDING_SHUTDOWN -> Check.notReady("stopping");
      case PENDING_ERROR, ERROR, NOT_RUNNING ->
          closed ? Check.notReady("stopped") : Check.dead("the stream client ended");
    };
  }

  @Override
  public void close() {
    closed = true;
    Thread waiting = starter;
    if (waiting != null) {
      waiting.interrupt();
    }
    closeStreams();
  }

  private synchronized void closeStreams() {
    KafkaStreams running = streams;
    if (running != null) {
      running.close(CloseOptions.timeout(CLOSE_BOUND).withGroupMembershipOperation(membership()));
    }
  }

  /** An instance with a name comes back under it and keeps its partitions; others leave them. */
  private GroupMembershipOperation membership() {
    return settings.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }
}
