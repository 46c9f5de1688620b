// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.ingest.log.Gate.Phase;
import sidstream.ingest.spool.SpoolLevel;
import sidstream.ingest.spool.SpoolStore;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * Appends to Kafka; and to a spool on this machine's disk when Kafka is late, away, or behind what
 * is in the spool already. A receipt is the ack of all in-sync replicas or a synced record on disk.
 *
 * <p>Starts and takes webhooks without Kafka and without the registry. What the spool holds goes to
 * Kafka in order as soon as that is possible, also what an earlier process left there. {@link Gate}
 * says how order is kept.
 */
public final class SpoolingEventLog implements EventLog {

  private static final Logger log = LoggerFactory.getLogger(SpoolingEventLog.class);
  private static final long MOST_FLYING_BYTES = 32 * 1024 * 1024;

  /** Each look wakes a thread, which costs more than what it looks at. */
  private static final long LOOK_MS = 25;

  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration LANDING = Duration.ofSeconds(3);
  private static final LongSupplier CLOCK = System::nanoTime;

  private final Writers writers;
  private final SpoolStore spool;
  private final Gate gate;
  private final KafkaConnection connection;
  private final Drain drain;
  private final long patience;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread drainer = new Thread(this::drain, "event-log-drain");
  private final Thread clock = new Thread(this::watchPatience, "event-log-patience");
  private volatile @Nullable Throwable crashed;

  /**
   * @param spool not open yet; opened and closed here
   * @param patience how long Kafka may take before a record is spooled too
   */
  public SpoolingEventLog(
      Topics topics,
      KafkaClients clients,
      SchemaRegistryClient registry,
      SpoolStore spool,
      Duration patience) {
    this.writers = new Writers(topics);
    this.spool = spool;
    this.patience = patience.toNanos();
    gate = new Gate(spool, MOST_FLYING_BYTES);
    connection = new KafkaConnection(writers.all(), clients, new AvroSerdes(registry), gate);
    drain = new Drain(gate, spool, connection::line, CLOCK);
    for (Thread thread : List.of(drainer, clock)) {
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((its, bug) -> crash(bug));
    }
    spool.onCrash(this::crash);
  }

  @Override
  public String name() {
    return "log";
  }

  /**
   * Returns when webhooks can be taken, with Kafka or without.
   *
   * @throws sidstream.chassis.run.StartException when the spool cannot be used
   */
  @Override
  public void start() throws InterruptedException {
    spool.open(writers.schemas());
    writers.learn(spool.schemas());
    gate.open(spool.lastSequence());
    connection.start();
    drainer.start();
    clock.start();
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (expectsToSettle() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  @Override
  public long spooled() {
    return spool.level().records();
  }

  @Override
  public ClockSkew clockSkew() {
    return connection.clockSkew();
  }

  @Override
  public Check check() {
    Phase phase = gate.phase();
    Throwable bug = crashed;
    if (bug != null) {
      return Check.dead("the log has crashed: " + bug);
    }
    if (phase == Phase.CLOSED) {
      return Check.notReady("not open");
    }
    Check kafka = connection.check();
    if (!kafka.alive()) {
      return kafka;
    }
    Optional<String> fault = spool.fault();
    if (fault.isPresent()) {
      boolean direct = phase == Phase.DIRECT && kafka.ready();
      String detail = fault.get() + (kafka.ready() ? "" : "; " + kafka.detail());
      return new Check(direct, true, detail);
    }
    if (kafka.ready()) {
      long waiting = spool.level().records();
      return waiting == 0 ? Check.OK : ready("the spool goes to Kafka");
    }
    return ready("Kafka is away; the spool takes webhooks");
  }

  @Override
  public CompletableFuture<Receipt> append(WebhookEvent event) {
    return gate.append(writers.atRest(event), CLOCK.getAsLong());
  }

  @Override
  public CompletableFuture<Receipt> append(QuarantinedWebhook webhook) {
    return gate.append(writers.atRest(webhook), CLOCK.getAsLong());
  }

  @Override
  public void rehearse(WebhookEvent event) {
    writers.rehearse(event);
  }

  /** Lets what is on its way arrive, for a while, and leaves the rest in the spool. */
  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    gate.close();
    try {
      drainer.join(LANDING.toMillis());
      clock.join(LANDING.toMillis());
      awaitLandings();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
    spool.close();
  }

  /** While acks come: what has one need not be sent again after the next start. */
  private void awaitLandings() throws InterruptedException {
    long deadline = System.nanoTime() + LANDING.toNanos();
    while (gate.flying() > 0 && connection.check().ready() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  /** A bug: the process ends, and the next one finds everything in the spool. */
  private void crash(Throwable bug) {
    log.error("the log has crashed", bug);
    crashed = bug;
  }

  private boolean expectsToSettle() {
    return connection.line() != null
        && gate.phase() != Phase.DIRECT
        && spool.level().records() == 0;
  }

  private Check ready(String what) {
    SpoolLevel level = spool.level();
    long age = level.age(Instant.now()).toSeconds();
    return new Check(
        true,
        true,
        String.format(Locale.ROOT, "%s (%,d records, oldest %d s)", what, level.records(), age));
  }

  private void drain() {
    try {
      do {
        while (drain.step()) {
          // as far as it goes
        }
      } while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchPatience() {
    try {
      while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        long now = CLOCK.getAsLong();
        gate.patienceEnds(now - patience, now - patience / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
