// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;
import sidstream.testkit.SlowSenders;

/**
 * {@code sidstream bench slow-senders}: measures what 10,000 slow connections cost everybody else:
 * the latency of 500 webhooks a second, from the intended time of sending, without them and with
 * them, in short turns, so that a machine that is busy meanwhile is busy for both. Server, slow
 * senders and the measuring client are three processes. The last line is the ratio of the two
 * medians of the turns' p99.
 */
@Command(
    name = "slow-senders",
    mixinStandardHelpOptions = true,
    description = "10,000 slow connections, and how late others are answered, in turns.")
final class SlowSendersBench implements Callable<Integer> {

  static final String SECRET = "bench-secret-0123456789";
  static final String PATH = "/hooks/exotel/call/" + SECRET;

  private static final int RATE = 500;
  private static final int SLOW = 10_000;
  private static final Duration SETTLE = Duration.ofSeconds(1);

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Turns of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description = "Length of a turn (default: ${DEFAULT-VALUE}).")
  private int seconds = 8;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description = "Seconds before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmUp = 15;

  private final PrintStream out = System.out;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Integer call() throws Exception {
    Process server = child(ForgetfulGateway.class.getName(), "256m");
    try {
      int port = Integer.parseInt(line(server));
      HttpRequest request = request(port);
      load(request, Duration.ofSeconds(warmUp));
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        without.add(turn("without", server, request));
        with.add(besieged(port, server, request));
      }
      out.printf(Locale.ROOT, "ratio %.2f%n", median(with) / median(without));
      return 0;
    } finally {
      server.destroy();
    }
  }

  private double besieged(int port, Process server, HttpRequest request) throws Exception {
    Process slow = child(Besiegers.class.getName(), "512m", String.valueOf(port));
    try {
      out.println("         " + line(slow));
      double p99 = turn("with", server, request);
      slow.getOutputStream().close();
      out.println("         " + line(slow));
      return p99;
    } finally {
      slow.destroy();
      slow.waitFor();
    }
  }

  /** Returns the p99 in milliseconds. */
  private double turn(String name, Process server, HttpRequest request)
      throws InterruptedException {
    load(request, SETTLE);
    Duration length = Duration.ofSeconds(seconds);
    Duration used = cpu(server);
    Latencies latencies = load(request, length);
    out.printf("%-9s%s, server's CPU %s%n", name, latencies, share(server, used, length));
    return latencies.millis(0.99);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return (sorted.get(half) + sorted.get((sorted.size() - 1) / 2)) / 2;
  }

  private static HttpRequest request(int port) {
    ExotelSample sample = ExotelSamples.named("voice-terminal-completed.multipart");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
        .header("Content-Type", sample.contentType())
        .timeout(Duration.ofSeconds(10))
        .POST(BodyPublishers.ofByteArray(sample.body()))
        .build();
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

  private Latencies load(HttpRequest request, Duration duration) throws InterruptedException {
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
