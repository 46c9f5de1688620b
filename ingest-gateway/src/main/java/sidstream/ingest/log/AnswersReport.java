// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.Vitals;

/**
 * Tells on the topic {@code vitals}, minute by minute and source by source, what senders were
 * answered, and what was accepted from them; how much waits in the spool, and how far the clock is
 * off. Also minutes without an answer are told: who watches knows silence from absence.
 *
 * <p>What was accepted is told every few seconds, also of a minute that is not over: what a gateway
 * that is killed did not tell of is missing on one side of the ledger.
 *
 * <p>Nothing depends on it: while Kafka or the registry is away, six hours of minutes are kept in
 * memory and tried again every ten seconds, and the gateway stays ready. So it is after a bug,
 * which costs no more than what was not told yet of its minute. A record whose ack got lost may be
 * there twice, with the same {@code ce_id}.
 */
public final class AnswersReport implements Part, AnswerTally, VitalsReport {

  /** What the records are about, and their keys. */
  static final String ANSWERS = "answers";

  static final String ACCEPTED = "accepted";
  static final String SPOOL = "spool";
  static final String CLOCK = "clock";

  /** Stands for every source: the spool and the clock are no one's own. */
  static final String ALL_SOURCES = "all";

  static final Duration KEPT = Duration.ofHours(6);
  static final Duration RETRY = Duration.ofSeconds(10);

  /** Of so much a gateway that is killed does not tell what it accepted. */
  static final Duration SOON = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(AnswersReport.class);
  private static final long LOOK_MS = 250;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final AnswerCounts counts = new AnswerCounts();
  private final AcceptedCounts accepted = new AcceptedCounts(KEPT);
  private final ReportLine line;
  private final Clock clock;
  private final Origin origin;
  private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "answers-report");

  // of the thread, and of tests without it
  private Instant minute;
  private Instant nextTry = Instant.MIN;
  private Instant nextWord = Instant.MIN;

  private volatile @Nullable String trouble = "not connected yet";
  private volatile @Nullable String bug; // until a minute is told in full again
  private volatile @Nullable Throwable death;

  /**
   * Who reports.
   *
   * @param instance unique for every process
   * @param sources that are reported even when nothing came from them
   * @param spooled how many records wait in the spool
   * @param skew what acks said of the clock
   */
  public record Origin(String instance, Set<String> sources, LongSupplier spooled, ClockSkew skew) {

    public Origin {
      sources = Set.copyOf(sources);
    }
  }

  /** A record that Kafka has not acknowledged. */
  private static final class Entry {
    private final Vitals vitals;
    private final Instant since;
    private volatile boolean flying;

    /**
     * @param since by the clock that says how long it is kept: what it tells of may go by another
     */
    Entry(Vitals vitals, Instant since) {
      this.vitals = vitals;
      this.since = since;
    }
  }

  /**
   * @param clients for a producer of its own
   */
  public AnswersReport(
      Topics topics,
      KafkaClients clients,
      SchemaRegistryClient registry,
      Clock clock,
      Origin origin) {
    this(ReportLine.to(topics.vitals, new AvroSerdes(registry), clients), clock, origin);
  }

  AnswersReport(ReportLine line, Clock clock, Origin origin) {
    this.line = line;
    this.clock = clock;
    this.origin = origin;
    this.minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    thread.setDaemon(true);
  }

  @Override
  public String name() {
    return "answers-report";
  }

  /** Returns at once. */
  @Override
  public void start() {
    thread.start();
  }

  /** Ready while it lives: webhooks do not wait for what is said about them. */
  @Override
  public Check check() {
    Throwable end = death;
    if (end != null) {
      return Check.dead("answers are not reported any more: " + end);
    }
    String why = bug == null ? trouble : bug;
    return why == null
        ? Check.OK
        : new Check(true, true, "%d records wait: %s".formatted(waiting.size(), why));
  }

  @Override
  public void answered(String source, String feed, int status) {
    counts.answered(source, feed, status);
  }

  @Override
  public void accepted(String source, Instant receivedAt, int webhooks, int quarantined) {
    accepted.accepted(source, receivedAt, webhooks, quarantined);
  }

  @Override
  public void tell(String kind, String source, Instant of, Map<String, Long> told) {
    waiting.add(new Entry(vitals(kind, source, of, told), clock.instant()));
  }

  /** Tells what was not told yet, for a while, and ends. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(2 * LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt(); // it waits for a registry or a broker that does not answer
  }

  private void run() {
    try {
      do {
        lookDespiteBugs();
      } while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS));
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (closing.getCount() > 0) {
        log.error("answers are not reported any more", e);
        death = e;
      }
    }
  }

  private void lookDespiteBugs() {
    try {
      look();
    } catch (RuntimeException e) {
      if (closing.getCount() == 0) {
        throw e; // interrupted
      }
      log.error("answers cannot be reported now: a bug", e);
      bug = "a bug, tried again: " + e;
      trouble = bug;
      nextTry = clock.instant().plus(RETRY);
    }
  }

  /** Ends the minute if it is over, and sends what waits. */
  void look() {
    Instant now = clock.instant();
    Instant current = now.truncatedTo(ChronoUnit.MINUTES);
    if (current.isAfter(minute)) {
      try {
        cut();
        bug = null;
      } finally {
        minute = current;
      }
    } else if (trouble == null && !now.isBefore(nextWord)) {
      tellAccepted(); // in an outage once a minute: what waits is bounded
      nextWord = now.plus(SOON);
    }
    Instant oldest = current.minus(KEPT);
    waiting.removeIf(entry -> entry.since.isBefore(oldest));
    if (!now.isBefore(nextTry)) {
      deliver(now);
    }
  }

  /** Also the minute that is not over: the process is. */
  void finish() {
    cut();
    if (line.isOpen()) {
      sendWaiting();
    }
    line.close(LAST_WORDS);
    if (!waiting.isEmpty()) {
      log.atWarn().addKeyValue("records", waiting.size()).log("answers were not reported");
    }
  }

  private void deliver(Instant now) {
    if (trouble != null) {
      line.close(Duration.ZERO); // a producer that has failed may never work again
    }
    try {
      line.open();
      become(null);
      sendWaiting();
    } catch (IOException e) {
      become(String.valueOf(e.getMessage()));
    }
    if (trouble != null) {
      nextTry = now.plus(RETRY);
    }
  }

  private void sendWaiting() {
    for (Entry entry : waiting) {
      if (!entry.flying) {
        entry.flying = true;
        line.send(entry.vitals, failure -> land(entry, failure));
      }
    }
  }

  private void land(Entry entry, @Nullable Exception failure) {
    if (failure == null) {
      waiting.remove(entry);
    } else {
      entry.flying = false;
      become("Kafka: " + failure.getMessage());
    }
  }

  private void become(@Nullable String now) {
    if (now != null && !now.equals(trouble)) {
      log.atWarn().addKeyValue("cause", now).log("answers cannot be reported now");
    }
    trouble = now;
  }

  private void cut() {
    Map<String, Map<String, Map<String, Long>>> news = counts.news();
    Set<String> sources = new TreeSet<>(origin.sources);
    sources.addAll(news.keySet());
    for (String source : sources) {
      tell(answers(source, news.getOrDefault(source, Map.of())));
    }
    tellAccepted();
    Map<String, Long> spooled = Map.of("records", origin.spooled.getAsLong());
    tell(vitals(SPOOL, ALL_SOURCES, minute, spooled));
    origin
        .skew
        .news()
        .ifPresent(seen -> tell(vitals(CLOCK, ALL_SOURCES, seen.minute(), seen.counts())));
  }

  private void tellAccepted() {
    for (AcceptedCounts.Accepted grown : accepted.news(minute)) {
      tell(vitals(ACCEPTED, grown.source(), grown.minute(), grown.counts()));
    }
  }

  private void tell(Vitals vitals) {
    waiting.add(new Entry(vitals, minute));
  }

  private Vitals answers(String source, Map<String, Map<String, Long>> feeds) {
    Vitals answers = vitals(ANSWERS, source, minute, sum(feeds.values()));
    return Vitals.newBuilder(answers).setCountsByFeed(feeds).build();
  }

  private Vitals vitals(String kind, String source, Instant of, Map<String, Long> told) {
    return Vitals.newBuilder()
        .setKind(kind)
        .setSource(source)
        .setInstance(origin.instance)
        .setMinute(of)
        .setCounts(told)
        .setCountsByFeed(Map.of())
        .build();
  }

  private static Map<String, Long> sum(Collection<Map<String, Long>> feeds) {
    Map<String, Long> sum = new TreeMap<>();
    feeds.forEach(feed -> feed.forEach((status, count) -> sum.merge(status, count, Long::sum)));
    return sum;
  }
}
