// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.CrmEvent;
import sidstream.sink.CrmEvents;

class ActivityMapperTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              ActivitySchema.text(),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  private final ActivityMapper mapper = new ActivityMapper();

  @Test
  void aCallIsWrittenWithEveryMember() throws Exception {
    assertThat(json(CrmEvents.call()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "id": "exotel:c0ffee:terminal:5eed",
                  "type": "call",
                  "source": "exotel",
                  "sid": "c0ffee",
                  "status": "completed",
                  "step": "terminal",
                  "transition": "advanced",
                  "status_word": "completed",
                  "delivered": null,
                  "detailed_code": null,
                  "detailed_status": null,
                  "delivery_class": null,
                  "sms_units": null,
                  "sms_sender": null,
                  "dlt_template": null,
                  "customer": "+919999999991",
                  "exophone": "+918040000000",
                  "campaign": "diwali",
                  "lead": null,
                  "legs": [
                    {"number": "+919999999991", "status": "completed", "talk_seconds": 41},
                    {"number": null, "status": "no-answer", "talk_seconds": null}
                  ],
                  "talk_seconds": 41,
                  "total_seconds": null,
                  "ring_seconds": null,
                  "disconnected_by": null,
                  "attempt": null,
                  "recording_url": "https://recordings.example/c0ffee.mp3",
                  "started_at": "2025-11-12T09:00:00Z",
                  "ended_at": "2025-11-12T09:00:45Z",
                  "outside_hours": null,
                  "occurred_at": "2025-11-12T09:00:45Z",
                  "received_at": "2025-11-12T09:00:45.250Z",
                  "custom_field": "order 7 \\"quoted\\" ₹",
                  "revision": 3
                }
                """));
  }

  @Test
  void everyMemberIsThereWhereNothingIsKnown() throws Exception {
    JsonNode sms = json(CrmEvents.sms("5a5a", 1));
    assertThat(sms.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(members(json(CrmEvents.call())));
    assertThat(sms.get("delivered").booleanValue()).isFalse();
    assertThat(sms.get("detailed_code").intValue()).isEqualTo(21_010);
    assertThat(sms.get("legs").isEmpty()).isTrue();
    assertThat(sms.get("recording_url").isNull()).isTrue();
    assertThat(sms.get("ended_at").isNull()).isTrue();
  }

  @Test
  void theSchemaHoldsForWhatIsWritten() throws Exception {
    assertThat(SCHEMA.validate(json(CrmEvents.call()))).isEmpty();
    assertThat(SCHEMA.validate(json(CrmEvents.sms("5a5a", 1)))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNotWritten() throws Exception {
    assertThat(
            SCHEMA.validate(
                JSON.readTree(change("\"talk_seconds\":41", "\"talk_seconds\":\"41\""))))
        .isNotEmpty();
    assertThat(SCHEMA.validate(JSON.readTree(change("\"revision\":3", "\"revison\":3"))))
        .isNotEmpty();
    assertThat(SCHEMA.validate(JSON.readTree(change("2025-11-12T09:00:45.250Z", "yesterday"))))
        .isNotEmpty();
  }

  @Test
  void anActivityDoesNotShowItsBody() {
    assertThat(mapper.map(CrmEvents.call())).hasToString("c0ffee terminal completed");
  }

  private String change(String from, String to) {
    String json = mapper.map(CrmEvents.call()).json();
    assertThat(json).contains(from);
    return json.replace(from, to);
  }

  private JsonNode json(CrmEvent event) throws Exception {
    return JSON.readTree(mapper.map(event).json());
  }

  private static List<String> members(JsonNode object) {
    return object.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }
}
