// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ActivitySchemaTest {

  private static final Path FILE = Path.of("..", "docs", "crm-event.schema.json");

  @Test
  void theFileForTheCrmsDevelopersIsUpToDate() throws IOException {
    if (Boolean.getBoolean("sidstream.docs.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, ActivitySchema.text());
    }
    assertThat(FILE)
        .as(
            "rewrite it: mvn test -pl crm-sink -am -Dtest=ActivitySchemaTest -Dsidstream.docs.write=true")
        .content()
        .isEqualTo(ActivitySchema.text());
  }

  @Test
  void everyMemberIsRequiredAndDescribed() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ActivitySchema.text());
    assertThat(schema.get("required")).hasSameSizeAs(schema.get("properties"));
    assertThat(schema.get("properties"))
        .allSatisfy(member -> assertThat(member.get("description").textValue()).isNotBlank());
    assertThat(schema.at("/properties/ended_at/description").textValue())
        .isEqualTo("End of the call, RFC 3339 in UTC");
  }
}
