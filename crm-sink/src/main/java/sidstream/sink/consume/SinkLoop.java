// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.consume;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.run.Part;

/**
 * The poll thread. It opens a session and lets it turn; when Kafka or the registry fail it closes
 * the session and opens another, for as long as it takes. Only a bug ends it.
 */
public final class SinkLoop implements Part {

  private static final Logger log = LoggerFactory.getLogger(SinkLoop.class);
  private static final long TRY_AGAIN_AFTER_MS = 1_000;
  private static final Duration LEAVING = Duration.ofSeconds(15);

  private final SessionOpener opener;
  private final Thread thread = new Thread(this::run, "sink");
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable SinkSession session;
  private volatile @Nullable Throwable failure;
  private volatile String trouble = "not started";

  public SinkLoop(SessionOpener opener) {
    this.opener = opener;
    opener.meters().gauge(Meter.CRM_IN_FLIGHT, () -> inFlight());
    opener.meters().gauge(Meter.CRM_BACKLOG, () -> backlog());
  }

  @Override
  public String name() {
    return "consume";
  }

  @Override
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Check check() {
    Throwable bug = failure;
    SinkSession now = session;
    if (bug != null) {
      return Check.dead("the poll thread died: " + bug);
    } else if (now == null) {
      return Check.notReady(trouble);
    }
    return now.check();
  }

  @Override
  public void close() {
    stop.countDown();
    SinkSession now = session;
    if (now != null) {
      now.wakeUp();
    }
    try {
      thread.join(opener.delivering().drain().plus(LEAVING).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        runSession();
      }
    } catch (Throwable e) {
      failure = e;
      log.error("the poll thread dies", e);
    }
  }

  private void runSession() throws InterruptedException {
    try (SinkSession opened = opener.open()) {
      session = opened;
      while (stop.getCount() > 0) {
        opened.turn();
      }
    } catch (IOException | RestClientException | KafkaException e) {
      session = null;
      if (stop.getCount() > 0) {
        giveItTime(e);
      }
    } finally {
      session = null;
    }
  }

  private void giveItTime(Exception e) throws InterruptedException {
    String why = "waits for Kafka and the registry: " + e;
    if (!why.equals(trouble)) {
      log.atWarn().addKeyValue("why", e).log("cannot consume; trying again");
    }
    trouble = why;
    var unused = stop.await(TRY_AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
  }

  private int inFlight() {
    SinkSession now = session;
    return now == null ? 0 : now.inFlight();
  }

  private long backlog() {
    SinkSession now = session;
    return now == null ? 0 : now.backlog();
  }
}
