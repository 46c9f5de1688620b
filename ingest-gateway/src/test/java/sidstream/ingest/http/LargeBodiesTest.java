// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.PlainSource;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.WebhookSource;

/** Large bodies take long to read, and hold nobody up meanwhile, however many there are. */
class LargeBodiesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGE = 40_000;
  private static final int READERS = Runtime.getRuntime().availableProcessors();
  private static final int MANY = 3 * READERS + 9;

  private final PatientSource source = new PatientSource();

  @AutoClose
  private final TestServer server =
      TestServer.open(
          new StubLog(LargeBodiesTest::soon),
          source,
          TestServer.limits(Duration.ofSeconds(20), 2 * LARGE));

  @Test
  void smallOnesAreAnsweredMeanwhile() throws Exception {
    TestClient senders = new TestClient(server);
    List<CompletableFuture<HttpResponse<String>>> large =
        IntStream.range(0, MANY).mapToObj(number -> begin(senders)).toList();
    await().until(() -> source.begun.get() > 0);

    TestClient other = new TestClient(server);
    for (int i = 0; i < 5; i++) {
      assertThat(other.post(TestServer.path("plain"), "c0ffee").statusCode()).isEqualTo(200);
    }

    source.finish.countDown();
    for (CompletableFuture<HttpResponse<String>> each : large) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theDeadlineCountsFromTheCompleteRequestAlsoForThoseThatWaitToBeRead() throws Exception {
    Limits limits = TestServer.limits(Duration.ofSeconds(2), 2 * LARGE);
    try (TestServer hurried = TestServer.open(new StubLog(LargeBodiesTest::soon), source, limits)) {
      TestClient senders = new TestClient(hurried);
      for (int i = 0; i < READERS; i++) {
        var unused = begin(senders);
      }
      await().until(() -> source.begun.get() == READERS);

      assertThat(begin(senders))
          .succeedsWithin(PATIENCE)
          .extracting(HttpResponse::statusCode)
          .isEqualTo(503);

      source.finish.countDown();
      await().until(() -> hurried.scrape().contains("sidstream_http_bytes_in_flight 0"));
      assertThat(source.begun).as("nobody reads what was refused").hasValue(READERS);
    }
  }

  /** By another thread, as from Kafka. */
  private static CompletableFuture<Receipt> soon() {
    return CompletableFuture.supplyAsync(
        () -> new Receipt.Stored(0, 0),
        CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
  }

  private CompletableFuture<HttpResponse<String>> begin(TestClient senders) {
    return senders.begin(
        senders.request(TestServer.path("plain")).POST(BodyPublishers.ofString("c".repeat(LARGE))));
  }

  /** Reads large ones for as long as the test wants. */
  private static final class PatientSource implements WebhookSource {

    private final PlainSource plain = new PlainSource();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch finish = new CountDownLatch(1);

    @Override
    public List<Feed> feeds() {
      return plain.feeds();
    }

    @Override
    public Reading read(RawWebhook raw) {
      if (raw.request().bytes().length >= LARGE) {
        begun.incrementAndGet();
        try {
          finish.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return plain.read(raw);
    }

    @Override
    public Map<String, List<RawWebhook.Request>> examples() {
      return plain.examples();
    }
  }
}
