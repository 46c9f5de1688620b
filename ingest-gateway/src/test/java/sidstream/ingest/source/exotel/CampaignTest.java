// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.ingest.source.exotel.Callbacks.form;
import static sidstream.ingest.source.exotel.Callbacks.json;
import static sidstream.ingest.source.exotel.Callbacks.reading;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Reason;
import sidstream.schemas.record.WebhookEvent;

class CampaignTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"c2\",\"c1\"]",
        "[\"c1\",\"c2\"]",
        "{\"c1\":\"busy\",\"c2\":\"failed\"}",
        "[{\"call_sid\":\"c1\",\"status\":\"busy\"},{\"sid\":\"c2\"}]"
      })
  void callsOfAContactAreReadInEveryShapeAndMakeOneRow(String sids) {
    WebhookEvent event =
        json(
            "{\"campaign_sid\":\"k1\",\"to\":\"09999999991\",\"status\":\"failed\",\"call_sids\":"
                + sids
                + "}");
    assertThat(event.getCampaign().getCallSids()).containsExactly("c1", "c2");
    assertThat(event.getSid())
        .isEqualTo(form("campaign_sid=k1", "call_sids[]=c1", "call_sids[]=c2").getSid());
  }

  @Test
  void theStatusesOfTheCallsStayInTheRest() {
    WebhookEvent event = json("{\"campaign_sid\":\"k1\",\"call_sids\":{\"c1\":\"busy\"}}");
    assertThat(event.getRest()).containsEntry("call_sids[c1]", "busy");
  }

  @Test
  void contactsOfOneCampaignAreDifferentRows() {
    assertThat(contact("call_sids[]=c1").getSid()).isNotEqualTo(contact("call_sids[]=c2").getSid());
    assertThat(contact("to=09999999991").getSid()).isNotEqualTo(contact("to=09999999992").getSid());
  }

  @Test
  void withoutCallsTheNumberAndItsFirstTimeMakeTheRow() {
    String row = contact("to=09999999991", "call_sids=").getSid();
    assertThat(contact("to=+919999999991", "date_updated=2025-11-12T09:35:40+05:30").getSid())
        .isEqualTo(row);
    assertThat(contact("to=09999999991", "date_created=2025-11-12T09:05:01+05:30").getSid())
        .isNotEqualTo(row);
  }

  @Test
  void aContactWithoutCallsIsNeverTheCampaign() {
    WebhookEvent event =
        json("{\"campaign_sid\":\"k1\",\"to\":null,\"call_sids\":[],\"status\":\"failed\"}");
    assertThat(event.getStep()).isEqualTo("contact");
    assertThat(event.getSid()).startsWith("k1/");
  }

  @Test
  void aCallWithoutItsSidIsQuarantined() {
    assertThat(reading("campaign_sid=k1", "call_sid=", "number=09999999991", "status=failed"))
        .isEqualTo(new Reading.Quarantine(Reason.NO_SID, "call_sid is empty"));
  }

  @ParameterizedTest
  @CsvSource({
    "Created, created", "InProgress, in-progress", "in-progress, in-progress", "Paused, paused",
    "Completed, completed", "Failed, failed", "Canceled, canceled", "Archived, archived"
  })
  void theStepOfACampaignIsItsStatus(String word, String step) {
    WebhookEvent event = form("campaign_sid=k1", "status=" + word);
    assertThat(event.getKind()).isEqualTo("campaign");
    assertThat(event.getSid()).isEqualTo("k1");
    assertThat(event.getStep()).isEqualTo(step);
    assertThat(event.getStatus()).isEqualTo(step);
  }

  @Test
  void theOlderNameOfTheReportIsRead() {
    assertThat(form("campaign_sid=k1", "reports=https://r/1.csv").getCampaign().getReportUrl())
        .isEqualTo("https://r/1.csv");
  }

  private static WebhookEvent contact(String... fields) {
    return form(
        Stream.concat(Stream.of("campaign_sid=k1", "call_sids="), Stream.of(fields))
            .toArray(String[]::new));
  }
}
