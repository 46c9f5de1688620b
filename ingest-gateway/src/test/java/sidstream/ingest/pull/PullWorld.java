// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import sidstream.chassis.config.Secret;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.HandClock;
import sidstream.ingest.source.exotel.ExotelAnswers;
import sidstream.testkit.FakeExotelApi;

/** An account of a made-up API that answers over HTTP, and a clock that the test moves. */
abstract class PullWorld {

  static final Instant NOON = OpenRequestsTest.NOON;

  final FakeExotelApi fake = new FakeExotelApi();
  final List<String> told = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Meters meters = new Meters(registry);
  final ExotelAnswers answers = new ExotelAnswers(ZoneId.of("Asia/Kolkata"), "IN");
  final HandClock clock = new HandClock(NOON);
  final ApiCalls calls = new ApiCalls(meters, this::tell, clock);
  ExotelApi api = new ExotelApi(access(fake.url(), "token", 5_000), calls, clock);

  PullWorld() throws IOException {}

  @AfterEach
  void close() {
    fake.close();
  }

  final void move(Duration step) {
    clock.move(step);
  }

  final void tell(String kind, String source, Instant minute, Map<String, Long> counts) {
    told.add(kind + ' ' + source + ' ' + minute + ' ' + new java.util.TreeMap<>(counts));
  }

  final double count(String meter, String label) {
    return registry.get(meter).counters().stream()
        .filter(
            counter -> counter.getId().getTags().stream().anyMatch(t -> t.getValue().equals(label)))
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  static ApiAccess access(URI url, String token, long patienceMs) {
    return new ApiAccess(
        url, "exampleaccount", "key", new Secret(token), 60, Duration.ofMillis(patienceMs));
  }
}
