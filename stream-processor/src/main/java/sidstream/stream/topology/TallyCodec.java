// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import sidstream.schemas.Status;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.RateWindow;
import sidstream.stream.rates.Count;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Tally;

/**
 * Tallies in the stores and on the topics. In the stores counts go by their numbers and only those
 * that are not 0 are there, so that a release can add some.
 */
final class TallyCodec {

  private static final int WINDOW_SECONDS = 60;
  private static final int USUAL_BYTES = 32;
  private static final Count[] COUNTS = Count.values();
  private static final Count[] BY_NUMBER = byNumber();
  private static final Map<String, Count> BY_WORD =
      Stream.of(Count.values()).collect(Collectors.toMap(Count::word, Function.identity()));

  private TallyCodec() {}

  private static Count[] byNumber() {
    Count[] counts = new Count[COUNTS.length];
    for (Count count : COUNTS) {
      counts[count.number()] = count;
    }
    return counts;
  }

  /**
   * A tally and how often it changed.
   *
   * @param revision from 1
   */
  record Counted(Tally tally, int revision) {

    static final Counted NEVER = new Counted(Tally.ZERO, 0);

    Counted plus(Tally more) {
      return new Counted(tally.plus(more), revision + 1);
    }
  }

  static Serde<Counted> serde() {
    return Serdes.serdeFrom(
        (topic, counted) -> counted == null ? null : toBytes(counted),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  static byte[] toBytes(Counted counted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      out.writeInt(counted.revision());
      for (Count count : COUNTS) {
        long number = counted.tally().get(count);
        if (number != 0) {
          out.writeInt(count.number());
          out.writeLong(number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static Counted fromBytes(byte[] bytes) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
    try {
      int revision = in.readInt();
      Tally.Builder tally = new Tally.Builder();
      while (!in.isEnd()) {
        int number = in.readInt();
        Count count = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        if (count == null) {
          throw new SerializationException("a stored tally has count " + number + ", unknown here");
        }
        tally.add(count, in.readLong());
      }
      return new Counted(tally.build(), revision);
    } catch (IOException e) {
      throw new SerializationException("a stored tally cannot be read", e);
    }
  }

  static RateTally record(String scope, Instant minute, Tally tally) {
    return new RateTally(scope, minute, counts(tally), null);
  }

  /** Counts nothing: the campaign's own callback has come. */
  static RateTally told(String scope, Instant at, Status status) {
    return new RateTally(scope, at.truncatedTo(ChronoUnit.MINUTES), Map.of(), status.word());
  }

  /** By the names of the counts. */
  static Map<String, Long> counts(Tally tally) {
    Map<String, Long> counts = new HashMap<>();
    tally.forEach((count, number) -> counts.put(count.word(), number));
    return counts;
  }

  /** Counts of a later release are left out: this one has no rate for them. */
  static Tally tally(Map<String, Long> counts) {
    Tally.Builder tally = new Tally.Builder();
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      Count count = BY_WORD.get(entry.getKey());
      if (count != null) {
        tally.add(count, entry.getValue());
      }
    }
    return tally.build();
  }

  /** Every count and metric has a field of its name there. */
  static RateWindow window(String scope, Instant minute, Counted counted) {
    RateWindow window = new RateWindow();
    window.put("scope", scope);
    window.put("minute", minute);
    window.put("window_seconds", WINDOW_SECONDS);
    window.put("revision", counted.revision());
    for (Count count : Count.values()) {
      window.put(count.word(), counted.tally().get(count));
    }
    for (Metric metric : Metric.values()) {
      Double value = metric.of(counted.tally());
      window.put(
          metric.word(), value != null && metric.isSum() ? (Object) value.longValue() : value);
    }
    return window;
  }
}
