// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.TrustedRecords;
import sidstream.schemas.record.StoredCopy;
import sidstream.schemas.record.StoredInteraction;
import sidstream.schemas.record.StoredStep;
import sidstream.stream.interaction.Interaction;
import sidstream.stream.interaction.Interaction.Position;
import sidstream.stream.interaction.Interaction.Times;
import sidstream.stream.interaction.PastStep;
import sidstream.stream.interaction.Story;

/**
 * Interactions as bytes in the store and its changelog: one byte that names the schema they were
 * written with, then Avro binary. A later release adds its schema to {@link #WRITERS} and still
 * reads every earlier one.
 */
final class InteractionCodec {

  private static final List<Schema> WRITERS = List.of(StoredInteraction.getClassSchema());
  private static final int CURRENT = WRITERS.size() - 1;

  static {
    TrustedRecords.declare();
  }

  private InteractionCodec() {}

  static Serde<Interaction> serde() {
    return Serdes.serdeFrom(
        (topic, interaction) -> interaction == null ? null : toBytes(interaction),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  static byte[] toBytes(Interaction interaction) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
      bytes.write(CURRENT);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new SpecificDatumWriter<>(StoredInteraction.class).write(stored(interaction), encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  static Interaction fromBytes(byte[] bytes) {
    int version = bytes[0];
    if (version < 0 || version > CURRENT) {
      throw new SerializationException(
          "stored interaction has format " + version + ", this release knows up to " + CURRENT);
    }
    try {
      return interaction(
          new SpecificDatumReader<StoredInteraction>(
                  WRITERS.get(version), StoredInteraction.getClassSchema())
              .read(null, DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null)));
    } catch (IOException e) {
      throw new SerializationException("stored interaction cannot be read", e);
    }
  }

  private static StoredInteraction stored(Interaction interaction) {
    return StoredInteraction.newBuilder()
        .setKind(interaction.kind().word())
        .setPartition(interaction.position().partition())
        .setLastOffset(interaction.position().lastOffset())
        .setSteps(interaction.steps().stream().map(InteractionCodec::stored).toList())
        .setContributions(
            interaction.story().contributions().stream().map(DetailsCodec::stored).toList())
        .setFirstReceivedAt(interaction.times().first().toEpochMilli())
        .setLastReceivedAt(interaction.times().last().toEpochMilli())
        .setOutcomeMinute(millis(interaction.times().outcomeMinute()))
        .build();
  }

  private static StoredStep stored(PastStep step) {
    return StoredStep.newBuilder()
        .setName(step.name())
        .setStatus(step.status().word())
        .setOccurredAt(millis(step.when().occurredAt()))
        .setReceivedAt(step.when().receivedAt().toEpochMilli())
        .setLate(step.late())
        .setCopies(
            step.copies().stream()
                .map(copy -> new StoredCopy(bits(copy.fingerprint()), copy.offset()))
                .toList())
        .build();
  }

  private static Interaction interaction(StoredInteraction stored) {
    return new Interaction(
        Kind.of(stored.getKind()),
        new Position(stored.getPartition(), stored.getLastOffset()),
        stored.getSteps().stream().map(InteractionCodec::step).toList(),
        new Story(stored.getContributions().stream().map(DetailsCodec::contribution).toList()),
        new Times(
            Instant.ofEpochMilli(stored.getFirstReceivedAt()),
            Instant.ofEpochMilli(stored.getLastReceivedAt()),
            instant(stored.getOutcomeMinute())));
  }

  private static PastStep step(StoredStep stored) {
    return new PastStep(
        stored.getName(),
        Status.of(stored.getStatus()),
        new PastStep.When(
            instant(stored.getOccurredAt()), Instant.ofEpochMilli(stored.getReceivedAt())),
        stored.getLate(),
        stored.getCopies().stream()
            .map(copy -> new PastStep.Copy(text(copy.getFingerprint()), copy.getOffset()))
            .toList());
  }

  /** Sixteen hex digits as one number. */
  static long bits(String fingerprint) {
    return Long.parseUnsignedLong(fingerprint, 16);
  }

  static String text(long fingerprint) {
    return String.format("%016x", fingerprint);
  }

  static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
