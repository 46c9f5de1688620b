// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Posts webhooks as the provider does: a few at a time, and again after a while when the answer was
 * 408, 429, 5xx or none. Any other answer is the last. Who sends more than it can take waits.
 */
final class Sender implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5); // the provider's own
  private static final int CONNECTIONS = 16;
  private static final int OUTSTANDING = 2_000;

  private final Map<String, URI> feeds;
  private final List<Duration> retries;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService connections =
      Executors.newScheduledThreadPool(CONNECTIONS, Sender::thread);
  private final Semaphore outstanding = new Semaphore(OUTSTANDING);
  private final LongAdder sent = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

  /**
   * @param retries pauses before the second, third, ... attempt
   */
  Sender(Map<String, URI> feeds, List<Duration> retries) {
    this.feeds = Map.copyOf(feeds);
    this.retries = List.copyOf(retries);
  }

  /** Returns before it is posted, unless 2,000 others wait for their last answer. */
  void send(Posting posting) throws InterruptedException {
    outstanding.acquire();
    sent.increment();
    if (posting.repeat()) {
      repeats.increment();
    }
    attempt(request(posting.webhook()), 0, Duration.ZERO);
  }

  /** Returns when everything sent has its last answer, or when closed. */
  void awaitIdle() throws InterruptedException {
    outstanding.acquire(OUTSTANDING);
    outstanding.release(OUTSTANDING);
  }

  Traffic traffic() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return new Traffic(sent.sum(), repeats.sum(), counts, givenUp.sum());
  }

  /** What was not yet answered is not tried again, and nobody is kept waiting. */
  @Override
  public void close() {
    connections.shutdownNow();
    outstanding.release(OUTSTANDING);
  }

  private void attempt(HttpRequest request, int attempt, Duration pause) {
    try {
      var unused =
          connections.schedule(() -> post(request, attempt), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      giveUp();
    }
  }

  private void post(HttpRequest request, int attempt) {
    int status = statusOf(request);
    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
    if (!isTriedAgain(status)) {
      outstanding.release();
    } else if (attempt < retries.size()) {
      attempt(request, attempt + 1, retries.get(attempt));
    } else {
      giveUp();
    }
  }

  private int statusOf(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void giveUp() {
    givenUp.increment();
    outstanding.release();
  }

  private HttpRequest request(Webhook webhook) {
    URI feed = Objects.requireNonNull(feeds.get(webhook.feed()), webhook.feed());
    String separator = feed.getQuery() == null ? "?" : "&";
    return HttpRequest.newBuilder(URI.create(feed + separator + webhook.query()))
        .timeout(TIMEOUT)
        .header("Content-Type", webhook.contentType())
        .POST(BodyPublishers.ofString(webhook.body()))
        .build();
  }

  private static boolean isTriedAgain(int status) {
    return status == 0 || status == 408 || status == 429 || status >= 500;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simulator-connection");
    thread.setDaemon(true);
    return thread;
  }
}
