// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.PlainSource;

/** What becomes of a connection when its answer comes from another thread, as from Kafka. */
class AnsweredConnectionsTest {

  private final LinkedBlockingQueue<CompletableFuture<Receipt>> pending =
      new LinkedBlockingQueue<>();

  @AutoClose
  private final TestServer server =
      TestServer.open(
          new StubLog(this::later),
          new PlainSource(),
          TestServer.limits(Duration.ofSeconds(20), 1000));

  @Test
  void theNextRequestIsReadWhenItComes() throws Exception {
    try (Socket sender = server.socket()) {
      send(sender, request("one", ""));
      store();
      assertThat(answer(sender)).startsWith("HTTP/1.1 200 ");
      send(sender, request("two", "Connection: close\r\n"));
      store();
      assertThat(TestServer.everything(sender)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void whatCameBeforeTheAnswerIsReadAfterIt() throws Exception {
    try (Socket sender = server.socket()) {
      send(sender, request("one", ""));
      CompletableFuture<Receipt> first = taken();
      send(sender, request("two", "Connection: close\r\n")); // stays in the socket
      first.complete(new Receipt.Stored(0, 0));
      store();
      assertThat(TestServer.everything(sender)).matches("(?s)HTTP/1.1 200 .*HTTP/1.1 200 .*");
    }
  }

  @Test
  void whatCameWithTheRequestIsReadAfterTheAnswer() throws Exception {
    try (Socket sender = server.socket()) {
      send(sender, request("one", "") + request("two", "Connection: close\r\n"));
      store();
      store();
      assertThat(TestServer.everything(sender)).matches("(?s)HTTP/1.1 200 .*HTTP/1.1 200 .*");
    }
  }

  @Test
  void anEndBeforeTheAnswerIsSeenAfterIt() throws Exception {
    try (Socket sender = server.socket()) {
      send(sender, request("one", ""));
      CompletableFuture<Receipt> first = taken();
      sender.shutdownOutput();
      first.complete(new Receipt.Stored(0, 0));
      assertThat(TestServer.everything(sender)).startsWith("HTTP/1.1 200 ");
    }
    await().until(() -> server.scrape().contains("http_connections 0.0"));
  }

  @Test
  void whatComesBeforeTheAnswerKeepsNobodyBusy() throws Exception {
    try (Socket sender = server.socket()) {
      send(sender, request("one", ""));
      CompletableFuture<Receipt> first = taken();
      send(sender, request("two", "Connection: close\r\n"));
      long before = busyMillis();
      await().during(Duration.ofMillis(400)).until(() -> busyMillis() - before < 200);
      first.complete(new Receipt.Stored(0, 0));
      store();
      assertThat(TestServer.everything(sender)).matches("(?s)HTTP/1.1 200 .*HTTP/1.1 200 .*");
    }
  }

  /** Processor time of the threads that serve connections. */
  private static long busyMillis() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("http-"))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
        .map(TimeUnit.NANOSECONDS::toMillis)
        .sum();
  }

  private CompletableFuture<Receipt> later() {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    pending.add(receipt);
    return receipt;
  }

  private CompletableFuture<Receipt> taken() throws InterruptedException {
    CompletableFuture<Receipt> receipt = pending.poll(20, TimeUnit.SECONDS);
    assertThat(receipt).isNotNull();
    return receipt;
  }

  private void store() throws InterruptedException {
    taken().complete(new Receipt.Stored(0, 0));
  }

  private static String request(String sid, String more) {
    String head = "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: 3\r\n\r\n";
    return head.formatted(TestServer.path("plain"), more) + sid;
  }

  private static void send(Socket sender, String text) throws IOException {
    sender.getOutputStream().write(text.getBytes(US_ASCII));
    sender.getOutputStream().flush();
  }

  /** An answer has no body: it ends with its head. */
  private static String answer(Socket sender) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) sender.getInputStream().read());
    }
    return head.toString();
  }
}
