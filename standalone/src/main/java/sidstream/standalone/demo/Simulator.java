// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.Part;

/**
 * Runs one wave of a campaign after the other and posts its webhooks to callback URLs, until it is
 * closed. The pace is kept on average; after a halt of the receiver the pause is not made up for.
 */
public final class Simulator implements Part {

  /** A typical pace: what 260 calls a minute bring. */
  public static final double PER_SECOND = 20;

  private static final Logger log = LoggerFactory.getLogger(Simulator.class);
  private static final int CONTACTS = 250;
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final List<Duration> RETRIES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final double perSecond;
  private final Campaign campaign;
  private final Sender sender;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * @param feeds callback URL of each of {@link Campaign#FEEDS}
   * @param perSecond mean number of webhooks posted per second
   */
  public Simulator(Map<String, URI> feeds, double perSecond, Campaign campaign) {
    this(feeds, perSecond, campaign, RETRIES);
  }

  Simulator(Map<String, URI> feeds, double perSecond, Campaign campaign, List<Duration> retries) {
    if (!feeds.keySet().containsAll(Campaign.FEEDS)) {
      throw new IllegalArgumentException("needs the feeds " + Campaign.FEEDS);
    }
    this.perSecond = perSecond;
    this.campaign = campaign;
    this.sender = new Sender(feeds, retries);
  }

  @Override
  public String name() {
    return "simulator";
  }

  /** Begins an endless row of waves. */
  @Override
  public void start() {
    Thread poster = new Thread(this::run, name());
    poster.setDaemon(true);
    thread = poster;
    poster.start();
  }

  /**
   * Posts one wave at its pace; returns when the last webhook has its last answer, or when closed.
   * For those who want to know what must come out; not while started.
   */
  public void post(Wave wave) throws InterruptedException {
    if (postAll(wave)) {
      sender.awaitIdle();
    }
  }

  public Traffic traffic() {
    return sender.traffic();
  }

  @Override
  public Check check() {
    Thread poster = thread;
    if (poster == null) {
      return Check.notReady("not started");
    }
    return poster.isAlive() ? Check.OK : Check.dead("stopped");
  }

  @Override
  public void close() {
    stop.countDown();
    sender.close();
  }

  private void run() {
    try {
      Wave wave;
      do {
        wave = campaign.wave(CONTACTS, perSecond);
        log.atDebug().addKeyValue("campaign", wave.campaign()).log("a wave begins");
      } while (postAll(wave));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false when closed. */
  private boolean postAll(Wave wave) throws InterruptedException {
    long due = System.nanoTime();
    for (Posting posting : wave.postings()) {
      due = Math.max(due + posting.delay().toNanos(), System.nanoTime() - MOST_BEHIND_NANOS);
      if (stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      sender.send(posting);
    }
    return true;
  }
}
