// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;
import sidstream.testkit.SlowSenders;

/**
 * Measures what 10,000 slow connections cost everybody else: the latency of 500 webhooks a second,
 * from the intended time of sending, without them and with them. Server, slow senders and the
 * measuring client are three processes. The last line is the ratio of the two p99.
 */
public final class SlowSendersBench {

  static final String SECRET = "bench-secret-0123456789";
  static final String PATH = "/hooks/exotel/call/" + SECRET;

  private static final int RATE = 500;
  private static final int SLOW = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration BESIEGED = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  private SlowSendersBench(int port) {
    ExotelSample sample = ExotelSamples.named("voice-terminal-completed.multipart");
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
            .header("Content-Type", sample.contentType())
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofByteArray(sample.body()))
            .build();
  }

  public static void main(String[] args) throws Exception {
    Process server = child("sidstream.standalone.bench.ForgetfulGateway", "256m");
    Process slow = null;
    try {
      int port = Integer.parseInt(line(server));
      SlowSendersBench bench = new SlowSendersBench(port);
      bench.load(WARM_UP);
      Duration used = cpu(server);
      Latencies quiet = bench.load(QUIET);
      System.out.println("without: " + quiet + ", server's CPU " + share(server, used, QUIET));
      slow = child(Besiegers.class.getName(), "512m", String.valueOf(port));
      System.out.println(line(slow));
      used = cpu(server);
      Latencies besieged = bench.load(BESIEGED);
      System.out.println(
          "with:    " + besieged + ", server's CPU " + share(server, used, BESIEGED));
      slow.getOutputStream().close();
      System.out.println(line(slow));
      System.out.printf("ratio %.2f%n", besieged.millis(0.99) / quiet.millis(0.99));
    } finally {
      server.destroy();
      if (slow != null) {
        slow.destroy();
      }
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String share(Process process, Duration before, Duration in) {
    return "%.0f %% of a core"
        .formatted(100.0 * cpu(process).minus(before).toMillis() / in.toMillis());
  }

  /** The slow ones, in a process of their own. */
  static final class Besiegers {

    private Besiegers() {}

    public static void main(String[] args) throws Exception {
      int port = Integer.parseInt(args[0]);
      try (SlowSenders slow = new SlowSenders(port, PATH, SLOW, true)) {
        slow.start();
        while (slow.open() < SLOW * 9 / 10) {
          LockSupport.parkNanos(10_000_000);
        }
        System.out.println(slow.open() + " slow connections");
        while (System.in.read() >= 0) {
          // until the parent closes it
        }
        System.out.println(slow.open() + " at the end, ended: " + slow.endings());
      }
    }
  }

  /** Sorted, in nanoseconds. */
  private record Latencies(List<Long> sorted, int failed) {

    double millis(double quantile) {
      return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * quantile)) / 1e6;
    }

    @Override
    public String toString() {
      return "%d answers, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms, other than 200: %d"
          .formatted(sorted.size(), millis(0.5), millis(0.99), millis(0.999), millis(1), failed);
    }
  }

  private Latencies load(Duration duration) throws InterruptedException {
    int count = (int) (RATE * duration.toSeconds());
    long[] taken = new long[count];
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(count);
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long intended = begin + i * (1_000_000_000L / RATE);
      while (System.nanoTime() < intended) {
        LockSupport.parkNanos(intended - System.nanoTime());
      }
      int number = i;
      var unused =
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete(
                  (response, failure) -> {
                    taken[number] = System.nanoTime() - intended;
                    if (failure != null || response.statusCode() != 200) {
                      failed.incrementAndGet();
                    }
                    left.countDown();
                  });
    }
    left.await();
    return new Latencies(Arrays.stream(taken).sorted().boxed().toList(), failed.get());
  }

  private static Process child(String main, String heap, String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command =
        Stream.concat(Stream.of(java, "-Xmx" + heap, "-cp", classes, main), Stream.of(args))
            .toList();
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The next line that is not a log line. */
  private static String line(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1);
    String line = lines.readLine();
    while (line != null && !line.matches("\\d+( .*)?")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("a process of the bench ended early");
    }
    return line;
  }
}
