// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.ingest.source.exotel.Callbacks.form;
import static sidstream.ingest.source.exotel.Callbacks.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sidstream.schemas.record.WebhookEvent;

class SmsStatusTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          queued              , 21010, queued    , queued:21010    , -
          sending             , 21015, sending   , sending:21015   , -
          submitted           , 21020, submitted , submitted:21020 , -
          sent                , 20005, sent      , sent:20005      , true
          sent                , 20006, sent      , sent:20006      , -
          sent                , -    , sent      , sent            , -
          failed              , 23080, failed    , failed:23080    , false
          failed_dnd          , 23005, failed-dnd, failed-dnd:23005, false
          failed-dnd          , -    , failed-dnd, failed-dnd      , false
          failed              , 24990, failed    , failed:24990    , false
          failed              , -    , failed    , failed          , false
          DELIVERED_TO_HANDSET, 20005, sent      , sent:20005      , true
          DELIVERED_TO_HANDSET, -    , sent      , sent            , true
          delivered           , 20000, sent      , sent:20000      , true
          delivered           , -    , sent      , sent            , true
          -                   , 20005, sent      , sent:20005      , true
          -                   , 23186, failed    , failed:23186    , false
          EXPIRED             , 23050, failed    , failed:23050    , false
          EXPIRED             , -    , unknown   , expired         , -
          -                   , 99999, unknown   , status:99999    , -
          """)
  void theCodeDecidesWhatIsDelivered(
      String word, Integer code, String status, String step, Boolean delivered) {
    WebhookEvent event =
        form(
            "SmsSid=s1",
            "Status=" + (word == null ? "" : word),
            "DetailedStatusCode=" + (code == null ? "" : code));
    assertThat(event.getStatus()).isEqualTo(status);
    assertThat(event.getStep()).isEqualTo(step);
    assertThat(event.getSms().getDelivered()).isEqualTo(delivered);
    assertThat(event.getStatusWord()).isEqualTo(word);
  }

  @Test
  void theOldestGenerationHasThreeFields() {
    WebhookEvent event = form("SmsSid=s1", "Status=sent", "DateUpdated=2014-02-01 10:00:00");
    assertThat(event.getOccurredAt()).isEqualTo("2014-02-01T04:30:00Z");
    assertThat(event.getSms().getTo()).isNull();
    assertThat(event.getRest()).isEmpty();
  }

  @Test
  void theOtherSpellingsOfTheDocumentsAreRead() {
    WebhookEvent event =
        json(
            """
            {"SmsSid":"s1","AccountSid":"acme","From":"EXOTEL","To":"+919999999991","Status":"delivered",
             "ExoStatusCode":20000,"DltTemplateId":"1107161234567890123","SmsUnits":2,"SentAt":"2025-11-12T14:30:45+05:30","ExternalRef":"otp-42"}
            """);
    assertThat(event.getSms().getFrom().getOriginal()).isEqualTo("EXOTEL");
    assertThat(event.getSms().getDetailedCode()).isEqualTo(20000);
    assertThat(event.getSms().getUnits()).isEqualTo(2);
    assertThat(event.getSms().getTemplate()).isEqualTo("1107161234567890123");
    assertThat(event.getOccurredAt()).isEqualTo("2025-11-12T09:00:45Z");
    assertThat(event.getCustomField()).isEqualTo("otp-42");
    assertThat(event.getRest()).containsOnlyKeys("AccountSid");
  }

  @Test
  void aMessageThatNamesItsCampaignBelongsToIt() {
    WebhookEvent event = form("SmsSid=s1", "campaign_sid=k1", "Status=sent");
    assertThat(event.getKind()).isEqualTo("sms");
    assertThat(event.getCampaign().getCampaignSid()).isEqualTo("k1");
  }
}
