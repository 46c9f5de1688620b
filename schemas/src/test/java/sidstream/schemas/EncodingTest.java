// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sidstream.schemas.record.Phone;

class EncodingTest {

  static {
    TrustedRecords.declare();
  }

  private static final int RECORDS = 300;
  private static final long SEED = 7;

  @FunctionalInterface
  private interface Writing {
    void to(BinaryEncoder out) throws IOException;
  }

  static Stream<Topic<?>> everyTopic() {
    return new Topics("").all().stream();
  }

  @ParameterizedTest
  @MethodSource("everyTopic")
  void theBytesAreThoseOfAvrosOwnWriter(Topic<? extends SpecificRecord> topic) throws IOException {
    Schema schema = topic.schema();
    int compared = 0;
    for (Object random : new RandomData(schema, RECORDS, SEED)) {
      byte[] bytes = written(out -> new GenericDatumWriter<>(schema).write(random, out));
      SpecificRecord record =
          new SpecificDatumReader<SpecificRecord>(schema)
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null));

      assertThat(written(out -> Encoding.of(schema).write(record, out)))
          .isEqualTo(written(out -> new SpecificDatumWriter<>(schema).write(record, out)));
      compared++;
    }
    assertThat(compared).isEqualTo(RECORDS);
  }

  @ParameterizedTest
  @MethodSource("everyTopic")
  void whatIsReadIsWhatAvrosOwnReaderReads(Topic<? extends SpecificRecord> topic)
      throws IOException {
    Schema schema = topic.schema();
    int compared = 0;
    for (Object random : new RandomData(schema, RECORDS, SEED)) {
      byte[] bytes = written(out -> new GenericDatumWriter<>(schema).write(random, out));

      assertThat(Decoding.of(schema).read(DecoderFactory.get().binaryDecoder(bytes, null)))
          .isEqualTo(
              new SpecificDatumReader<SpecificRecord>(schema)
                  .read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
      compared++;
    }
    assertThat(compared).isEqualTo(RECORDS);
  }

  @Test
  void aMissingValueIsNamed() {
    Phone phone = new Phone();
    String required =
        phone.getSchema().getFields().stream()
            .filter(field -> !field.schema().isNullable())
            .findFirst()
            .orElseThrow()
            .name();

    assertThatThrownBy(() -> written(out -> Encoding.of(phone.getSchema()).write(phone, out)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Phone." + required + " has no value");
  }

  @Test
  void aTypeThatNoSchemaHasIsRefusedAtOnce() {
    Schema schema = SchemaBuilder.fixed("sixteen").size(16);

    assertThatThrownBy(() -> Encoding.of(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sixteen");
    assertThatThrownBy(() -> Decoding.of(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sixteen");
  }

  private static byte[] written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writing.to(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
