// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.io.Decoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How values of one schema are read from Avro's binary encoding when that very schema wrote them,
 * worked out once: the other side of {@link Encoding}. Whatever another schema wrote is for Avro's
 * own reader, which resolves the two.
 */
@FunctionalInterface
interface Decoding {

  Object read(Decoder in) throws IOException;

  /**
   * @throws IllegalArgumentException for a type that none of our schemas has
   */
  static Decoding of(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> array(of(schema.getElementType()));
      case MAP -> map(of(schema.getValueType()));
      case STRING -> Decoder::readString;
      case BYTES -> in -> in.readBytes(null);
      case INT -> Decoder::readInt;
      case LONG -> number(schema);
      case DOUBLE -> Decoder::readDouble;
      case BOOLEAN -> Decoder::readBoolean;
      case ENUM, FIXED, FLOAT, NULL, UNION -> throw unknown(schema);
    };
  }

  private static Decoding number(Schema schema) {
    if (schema.getLogicalType() == null) {
      return Decoder::readLong;
    }
    if (schema.getLogicalType().equals(LogicalTypes.timestampMillis())) {
      return in -> Instant.ofEpochMilli(in.readLong());
    }
    throw unknown(schema);
  }

  private static Decoding record(Schema schema) {
    Constructor<?> constructor = constructor(schema);
    Slot[] slots = schema.getFields().stream().map(Slot::of).toArray(Slot[]::new);
    return in -> {
      SpecificRecord record = blank(constructor);
      for (int i = 0; i < slots.length; i++) {
        record.put(i, slots[i].read(in));
      }
      return record;
    };
  }

  private static Constructor<?> constructor(Schema schema) {
    Class<?> generated = SpecificData.get().getClass(schema);
    try {
      return generated.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException("no generated class for " + schema.getFullName(), e);
    }
  }

  private static SpecificRecord blank(Constructor<?> constructor) {
    try {
      return (SpecificRecord) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " makes no record", e);
    }
  }

  /**
   * A field of a record.
   *
   * @param nothing place of null among its two types, -1 where it always has a value
   */
  record Slot(int nothing, Decoding something) {

    private static Slot of(Field field) {
      int nothing = Encoding.Slot.nothing(field.schema());
      return new Slot(nothing, Decoding.of(Encoding.Slot.something(field.schema(), nothing)));
    }

    private @Nullable Object read(Decoder in) throws IOException {
      return nothing >= 0 && in.readIndex() == nothing ? null : something.read(in);
    }
  }

  private static Decoding array(Decoding element) {
    return in -> {
      List<Object> elements = new ArrayList<>();
      for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
        for (long i = 0; i < left; i++) {
          elements.add(element.read(in));
        }
      }
      return elements;
    };
  }

  private static Decoding map(Decoding element) {
    return in -> {
      Map<String, Object> entries = new HashMap<>();
      for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
        for (long i = 0; i < left; i++) {
          entries.put(in.readString(), element.read(in));
        }
      }
      return entries;
    };
  }

  private static IllegalArgumentException unknown(Schema schema) {
    return new IllegalArgumentException("no decoding for " + schema);
  }
}
