// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import sidstream.schemas.record.CrmEvent;

/**
 * The JSON Schema (draft 2020-12) of an {@link Activity}'s body, made from the Avro record that
 * {@link ActivityMapper} writes. It stands in docs/crm-event.schema.json for the CRM's developers.
 */
public final class ActivitySchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ActivitySchema() {}

  /** The schema as indented text with a newline at its end. */
  public static String text() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:sidstream:crm-event:v1");
    schema.put("title", "CRM event");
    schema.setAll(type(CrmEvent.getClassSchema()));
    schema.put(
        "description",
        "What sidstream posts to the CRM for one step of a call, message or campaign. Every member"
            + " is always there, null where unknown. Members may be added; none changes its"
            + " meaning. The id is also sent as the header Idempotency-Key.");
    return schema.toPrettyString() + '\n';
  }

  private static ObjectNode type(Schema avro) {
    Schema schema = orNull(avro).orElse(avro);
    ObjectNode type = JSON.objectNode();
    if (avro.isNullable()) {
      type.putArray("type").add(name(schema)).add("null");
    } else {
      type.put("type", name(schema));
    }
    if (isInstant(schema)) {
      type.put("format", "date-time");
    } else if (schema.getType() == Schema.Type.ARRAY) {
      type.set("items", type(schema.getElementType()));
    } else if (schema.getType() == Schema.Type.RECORD) {
      addMembers(type, schema.getFields());
    }
    return type;
  }

  private static void addMembers(ObjectNode type, List<Schema.Field> fields) {
    ObjectNode properties = type.putObject("properties");
    ArrayNode required = type.putArray("required");
    for (Schema.Field field : fields) {
      ObjectNode member = type(field.schema());
      member.put("description", field.doc().replace("UTC milliseconds", "RFC 3339 in UTC"));
      properties.set(field.name(), member);
      required.add(field.name());
    }
  }

  private static String name(Schema schema) {
    if (isInstant(schema)) {
      return "string";
    }
    return switch (schema.getType()) {
      case STRING -> "string";
      case INT -> "integer";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case RECORD -> "object";
      default -> throw new IllegalArgumentException("no JSON form is known of " + schema);
    };
  }

  private static boolean isInstant(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  /** What a union holds beside null. */
  private static Optional<Schema> orNull(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).findFirst()
        : Optional.empty();
  }
}
