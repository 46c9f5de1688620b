// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.spool.SpoolRecord;

/**
 * A producer that never gives up: its delivery time-out is practically endless, so a record that it
 * has taken is acknowledged exactly once, by the broker's own check of its sequence, or fails
 * because the producer itself has failed. It takes no record that it cannot take at once.
 */
final class KafkaLine implements Line {

  private final Producer<String, byte[]> producer;
  private final Map<String, Route> routes;
  private final Landing landing;
  private final BiConsumer<KafkaLine, Exception> whenBroken;
  private final ClockSkew skew;
  private final AtomicInteger flying = new AtomicInteger();
  private volatile long takenOff; // when the first flight began after there was none
  private volatile long acked;
  private volatile boolean broken;

  /**
   * How records of one type reach their topic.
   *
   * @param schemaId of the topic's schema in the registry
   */
  record Route(TopicWriter<?> writer, int schemaId) {}

  /**
   * @param routes by type of record
   * @param landing hears of every outcome
   * @param whenBroken hears when the producer has failed for good
   * @param skew learns from every ack
   */
  KafkaLine(
      Producer<String, byte[]> producer,
      Map<String, Route> routes,
      Landing landing,
      BiConsumer<KafkaLine, Exception> whenBroken,
      ClockSkew skew) {
    this.producer = producer;
    this.routes = Map.copyOf(routes);
    this.landing = landing;
    this.whenBroken = whenBroken;
    this.skew = skew;
    takenOff = System.nanoTime();
    acked = takenOff;
  }

  @Override
  public boolean works() {
    return !broken;
  }

  @Override
  public void send(Flight flight) {
    if (flying.get() == 0) { // before it is counted: nobody shall see it waiting since yesterday
      takenOff = System.nanoTime();
    }
    flying.incrementAndGet();
    ProducerRecord<String, byte[]> record;
    try {
      record = forKafka(flight.record);
    } catch (IOException e) {
      flying.decrementAndGet();
      landing.refused(flight, e);
      return;
    }
    long sentAt = System.currentTimeMillis();
    try {
      Future<?> unused =
          producer.send(record, (metadata, failure) -> land(flight, sentAt, metadata, failure));
    } catch (RuntimeException e) { // closed, or in an error that it does not leave again
      land(flight, sentAt, null, e);
    }
  }

  /** For how long nothing was acknowledged although something is on its way. */
  Duration stalled() {
    boolean waits = flying.get() > 0;
    long now = System.nanoTime();
    return waits ? Duration.ofNanos(Math.min(now - takenOff, now - acked)) : Duration.ZERO;
  }

  /** Whether an ack came after this moment. */
  boolean hasAckedSince(long nanos) {
    return acked - nanos > 0;
  }

  /** Makes the records that the producer has fail, one by one, and ends it. */
  void close(Duration patience) {
    producer.close(patience);
  }

  private ProducerRecord<String, byte[]> forKafka(SpoolRecord record) throws IOException {
    Route route = routes.get(record.type());
    if (route == null) {
      throw new IOException("no topic takes records of type " + record.type());
    }
    return route.writer().forKafka(record, route.schemaId());
  }

  private void land(
      Flight flight, long sentAt, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
    flying.decrementAndGet();
    if (failure == null && metadata != null) {
      acked = System.nanoTime();
      if (metadata.hasTimestamp()) {
        skew.acked(sentAt, metadata.timestamp(), System.currentTimeMillis());
      }
      landing.stored(flight, new Receipt.Stored(metadata.partition(), metadata.offset()));
      return;
    }
    Exception why = failure == null ? new IllegalStateException("no metadata") : failure;
    if (why instanceof RecordTooLargeException || why instanceof InvalidRecordException) {
      landing.refused(flight, why);
      return;
    }
    // no room, or the topic is not known yet: the producer took nothing, and goes on
    if (!(why instanceof TimeoutException)) {
      broken = true;
      whenBroken.accept(this, why);
    }
    landing.failed(flight, why);
  }
}
