// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that is replaced when nothing could be written with it for a minute: there are errors
 * that a producer does not leave again, and not all of them can be told from those that pass. What
 * is on its way with the old one fails, and is written again by whoever wrote it. Safe for several
 * threads.
 */
public final class LastingProducer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(LastingProducer.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Supplier<? extends Producer<String, byte[]>> producers;
  private final LongSupplier nanos;
  private Producer<String, byte[]> current;
  private @Nullable Long failsSince;
  private boolean closed;

  /**
   * @param producers makes them; asked for the first at once
   */
  public LastingProducer(Supplier<? extends Producer<String, byte[]>> producers) {
    this(producers, System::nanoTime);
  }

  LastingProducer(Supplier<? extends Producer<String, byte[]>> producers, LongSupplier nanos) {
    this.producers = producers;
    this.nanos = nanos;
    current = producers.get();
  }

  /** Returns when Kafka has the record. */
  void write(ProducerRecord<String, byte[]> record)
      throws NotStoredException, InterruptedException {
    Producer<String, byte[]> producer = current();
    try {
      producer.send(record).get();
      works();
    } catch (ExecutionException e) {
      fails(producer);
      throw new NotStoredException(record.topic(), e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | IllegalStateException e) { // the second: closed by another thread
      fails(producer);
      throw new NotStoredException(record.topic(), e);
    }
  }

  @Override
  public void close() {
    Producer<String, byte[]> last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    last.close(CLOSE_WITHIN);
  }

  private synchronized Producer<String, byte[]> current() {
    return current;
  }

  private synchronized void works() {
    failsSince = null;
  }

  private void fails(Producer<String, byte[]> producer) {
    if (isToBeReplaced(producer) && replace()) {
      log.warn("the producer of outcomes has failed for a minute and is replaced");
      leave(producer);
    }
  }

  /** How it ends is no matter any more. */
  private static void leave(Producer<String, byte[]> producer) {
    try {
      producer.close(Duration.ZERO);
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("why", e).log("a producer did not close cleanly");
    }
  }

  /** True at most once a minute. */
  private synchronized boolean isToBeReplaced(Producer<String, byte[]> producer) {
    long now = nanos.getAsLong();
    if (closed || producer != current) {
      return false;
    } else if (failsSince == null) {
      failsSince = now;
    }
    boolean due = now - failsSince >= PATIENCE.toNanos();
    if (due) {
      failsSince = now;
    }
    return due;
  }

  private boolean replace() {
    try {
      return install(producers.get());
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("why", e).log("no other producer can be made; tried again");
      return false;
    }
  }

  private boolean install(Producer<String, byte[]> made) {
    synchronized (this) {
      if (!closed) {
        current = made;
        return true;
      }
    }
    leave(made);
    return false;
  }
}
