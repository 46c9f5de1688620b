// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import sidstream.ingest.source.Feed;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.source.twilio.TwilioSource;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * Every feed of every provider, by POST in every encoding and by GET. Whatever comes is events or a
 * quarantine: each with a Sid and a step, each fit for the log, together not much larger than what
 * was received, and a second reading finds the same.
 */
public final class SourceTarget {

  private static final WebhookSource EXOTEL = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");
  private static final WebhookSource TWILIO = new TwilioSource(ZoneOffset.UTC, "US");
  private static final SpecificDatumWriter<WebhookEvent> EVENTS =
      new SpecificDatumWriter<>(WebhookEvent.class);
  private static final SpecificDatumWriter<QuarantinedWebhook> QUARANTINED =
      new SpecificDatumWriter<>(QuarantinedWebhook.class);
  private static final int LONGEST_SID = 200;

  static {
    AvroSerdes.registered(
        new Topics("").webhooks); // declares the records' classes to Avro, as the gateway does
  }

  private SourceTarget() {}

  /** What a coverage-guided fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    read(EXOTEL, "exotel", new Input(bytes));
  }

  /** The same for the second provider. */
  static void twilio(byte[] bytes) {
    read(TWILIO, "twilio", new Input(bytes));
  }

  private static void read(WebhookSource source, String name, Input input) {
    RawWebhook raw = input.webhook(name, source.feeds().stream().map(Feed::name).toList());
    Reading reading = source.read(raw);
    Claim.that(reading.equals(source.read(raw)), "two readings differ");
    long size = 0;
    if (reading instanceof Reading.Events read) {
      Claim.that(!read.events().isEmpty(), "no event");
      for (WebhookEvent event : read.events()) {
        size += checked(event);
      }
      read.leftOver().ifPresent(why -> size(QUARANTINED, raw.quarantined(why)));
    } else {
      size = size(QUARANTINED, raw.quarantined((Reading.Quarantine) reading));
    }
    Claim.that(size <= 64L * input.size() + 64 * 1024, "the records take " + size);
  }

  private static long checked(WebhookEvent event) {
    String sid = event.getSid();
    Claim.that(!sid.isBlank() && sid.length() <= LONGEST_SID, "a Sid of " + sid.length());
    Claim.that(!event.getStep().isBlank(), "no step");
    Claim.that(event.getFingerprint().length() == 16, "no fingerprint");
    return size(EVENTS, event);
  }

  private static <V> long size(SpecificDatumWriter<V> writer, V value) {
    Counter counter = new Counter();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(counter, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counter.bytes;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
