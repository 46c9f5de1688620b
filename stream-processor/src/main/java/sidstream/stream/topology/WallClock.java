// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a processor does by wall clock. When a transaction fails, Kafka Streams sets up the same
 * processor again and does not forget what it had scheduled before: here the last schedule alone
 * counts.
 */
final class WallClock {

  private @Nullable Cancellable running;

  void each(ProcessorContext<?, ?> context, Duration every, Consumer<Instant> work) {
    if (running != null) {
      running.cancel();
    }
    running =
        context.schedule(
            every, PunctuationType.WALL_CLOCK_TIME, now -> work.accept(Instant.ofEpochMilli(now)));
  }
}
