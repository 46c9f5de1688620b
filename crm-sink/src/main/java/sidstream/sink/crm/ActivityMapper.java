// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.CrmEvent;

/**
 * Writes a CRM event as JSON: every field of the Avro record under its own name, null where
 * unknown, instants in RFC 3339 UTC. The record is the only place that says which fields there are;
 * {@link ActivitySchema} describes the result from the same place.
 */
public final class ActivityMapper {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public Activity map(CrmEvent event) {
    return new Activity(
        event.getSid(), event.getStep(), event.getStatus(), object(event).toString());
  }

  private static ObjectNode object(SpecificRecord value) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : value.getSchema().getFields()) {
      object.set(field.name(), node(value.get(field.pos())));
    }
    return object;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Integer number) {
      return JSON.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    } else if (value instanceof Instant || value instanceof CharSequence) {
      return JSON.textNode(value.toString());
    } else if (value instanceof List<?> items) {
      ArrayNode array = JSON.arrayNode();
      items.forEach(item -> array.add(node(item)));
      return array;
    } else if (value instanceof SpecificRecord inner) {
      return object(inner);
    }
    throw new IllegalArgumentException("crm-event.avsc has a type without a JSON form: " + value);
  }
}
