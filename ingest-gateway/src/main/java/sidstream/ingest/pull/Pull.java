// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;

/**
 * The thread that asks Exotel's API: for the account's credit, and for the end of what stayed
 * silent. Nothing depends on it: webhooks are taken whatever becomes of it, and it tries again for
 * as long as the process lives, after a bug too. Only an {@link Error}, such as a lack of memory,
 * ends it, and the process with it.
 */
public final class Pull implements Part {

  /** Provider whose API it is. */
  static final String SOURCE = "exotel";

  private static final Logger log = LoggerFactory.getLogger(Pull.class);
  private static final long LOOK_MS = 250;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);
  private static final long LEAVING_MS = 5_000;

  private final OpenRequests open = new OpenRequests();
  private final Reach reach;
  private final AvroSerdes serdes;
  private final ApiCalls calls;
  private final BalancePoller balance;
  private final CallReconciler reconciler;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "pull");

  // of the thread
  private @Nullable Requests requests;
  private long nextTry = System.nanoTime();

  private volatile @Nullable String apiTrouble;
  private volatile @Nullable String kafkaTrouble;
  private volatile @Nullable String death;

  /**
   * The account that is asked.
   *
   * @param answers reads what it answers
   * @param balanceEvery how often its credit is read
   */
  public record Account(ApiAccess access, ExotelAnswers answers, Duration balanceEvery) {}

  /**
   * Where it is told what to ask for.
   *
   * @param clients of a name of their own
   */
  public record Reach(Topics topics, KafkaClients clients, SchemaRegistryClient registry) {}

  public Pull(Account account, Reach reach, Findings findings, Clock clock) {
    this.reach = reach;
    serdes = new AvroSerdes(reach.registry);
    calls = new ApiCalls(findings.meters(), findings.vitals(), clock);
    ExotelApi api = new ExotelApi(account.access, calls, clock);
    balance =
        new BalancePoller(api, account.answers, account.balanceEvery, findings.vitals(), clock);
    reconciler = new CallReconciler(api, account.answers, open, findings, clock);
    thread.setDaemon(true);
  }

  @Override
  public String name() {
    return "pull";
  }

  /** Returns at once. */
  @Override
  public void start() {
    thread.start();
  }

  /** Ready while it lives: webhooks do not wait for what is asked beside them. */
  @Override
  public Check check() {
    String end = death;
    if (end != null) {
      return Check.dead(end);
    }
    String api = apiTrouble;
    String why = api == null ? kafkaTrouble : api;
    return why == null ? Check.OK : new Check(true, true, why);
  }

  /** Gives up what it is about to do, tells what it has done, and leaves its group. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(LEAVING_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing.await(requests == null ? LOOK_MS : 0, TimeUnit.MILLISECONDS)) {
        lookDespiteBugs();
      }
    } catch (InterruptedException | InterruptException e) {
      // closing
    } catch (RuntimeException | Error e) {
      tell(e, "the provider's API is not asked any more");
      death = "not asked any more: " + e.getClass().getName();
    } finally {
      var unused = Thread.interrupted(); // the group can be left in order
      calls.tell();
      leave();
    }
  }

  /** After a bug what is not settled is read again, in a while. */
  private void lookDespiteBugs() throws InterruptedException {
    try {
      look();
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      tell(e, "the provider's API is not asked for a while: a bug");
      apiTrouble = "a bug, tried again: " + e.getClass().getName();
      leave();
      var unused = closing.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Without its message, which may quote an answer. */
  private static void tell(Throwable bug, String what) {
    StackTraceElement[] trace = bug.getStackTrace();
    log.atError()
        .addKeyValue("cause", bug.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "?" : trace[0])
        .log(what);
  }

  private void look() throws InterruptedException {
    read();
    calls.look();
    try {
      boolean asked = balance.look();
      asked |= reconciler.look();
      if (asked) {
        apiTrouble = become(apiTrouble, null);
      }
    } catch (ApiException e) {
      apiTrouble = become(apiTrouble, String.valueOf(e.getMessage()));
    }
  }

  private void read() {
    if (requests == null && System.nanoTime() - nextTry < 0) {
      return;
    }
    try {
      Requests now = requests == null ? open() : requests;
      requests = now;
      now.poll();
      kafkaTrouble = become(kafkaTrouble, null);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      kafkaTrouble = become(kafkaTrouble, "cannot read what is to be asked for: " + e);
      nextTry = System.nanoTime() + TRY_AGAIN.toNanos();
      leave();
    }
  }

  private Requests open() {
    return new Requests(reach.topics.reconcileRequests, reach.clients, serdes, open);
  }

  private void leave() {
    Requests now = requests;
    requests = null;
    if (now != null) {
      try {
        now.close();
      } catch (KafkaException e) {
        log.atDebug().addKeyValue("cause", e).log("left without a word");
      }
    }
  }

  private static @Nullable String become(@Nullable String before, @Nullable String now) {
    if (now != null && !now.equals(before)) {
      log.atWarn().addKeyValue("why", now).log("pull waits");
    }
    return now;
  }
}
