// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class CrmPageTest {

  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");

  private final Activities activities = new Activities(100, 100);
  private int events;

  @Test
  void anEmptyCrmSaysSo() {
    assertThat(page(NOW)).contains("Nothing received yet", "quiet").doesNotContain("<table>");
  }

  @Test
  void aCallShowsItsStatusLegsTalkTimeLeadAndCampaignAndNoClearNumber() throws Exception {
    receive(
        """
        {"type":"call","sid":"c1","status":"completed","customer":"+919999999991","talk_seconds":95,
         "campaign":"3d1b8e0a44fb0a2f8e1a7f6c5b4d19bc","lead":"lead-7",
         "legs":[{"number":"+918888880010","status":"completed"},{"status":"busy"}]}""");

    assertThat(page(NOW))
        .contains("+91******9991", "<b class=\"pill completed\">completed</b>", "1:35", "lead-7")
        .contains("3d1b8e…", "06:30:00", "receiving")
        .contains(
            "<i class=\"completed\" title=\"completed\">", "<i class=\"busy\" title=\"busy\">")
        .doesNotContain("+919999999991", "+918888880010");
  }

  @Test
  void ratesAreThoseOfTheTopicOfRates() throws Exception {
    receive("{'type':'call','sid':'c1','status':'completed','campaign':'a'}");
    receive("{'type':'call','sid':'c2','status':'no-answer','campaign':'a'}");
    receive("{'type':'call','sid':'c3','status':'canceled','campaign':'a'}");
    receive("{'type':'call','sid':'c4','status':'in-progress','campaign':'a'}");
    receive("{'type':'sms','sid':'s1','status':'sent','delivered':true,'campaign':'a'}");
    receive("{'type':'sms','sid':'s2','status':'sent','detailed_code':20006,'campaign':'a'}");
    receive("{'type':'campaign','sid':'a','status':'in-progress','campaign':'a'}");

    assertThat(page(NOW))
        .contains("50.0 %", "100.0 %", "<b class=\"pill in-progress\">in-progress</b>")
        .containsPattern("width=\"500\"");
  }

  @Test
  void whatComesFromOutsideIsEscaped() throws Exception {
    receive("{'type':'call','sid':'c1','status':'<b>x','lead':'<script>alert(1)</script>'}");

    assertThat(page(NOW)).doesNotContain("<script>alert", "<b>x").contains("&lt;script&gt;");
  }

  @Test
  void afterAFewSecondsOfSilenceItIsQuiet() throws Exception {
    receive("{'type':'call','sid':'c1','status':'busy'}");

    assertThat(page(NOW.plusSeconds(4))).contains("state live");
    assertThat(page(NOW.plusSeconds(5))).contains("state quiet");
  }

  @Test
  void nothingComesFromElsewhere() {
    assertThat(page(NOW) + PageFiles.STYLE + PageFiles.SCRIPT).doesNotContain("://", "@import");
  }

  @Test
  void shortNumbersAreHiddenWhole() {
    assertThat(Html.masked("12345")).isEqualTo("*****");
    assertThat(Html.masked("")).isEmpty();
    assertThat(Html.masked("sip:agent1@example")).isEqualTo("sip***********mple");
  }

  @Test
  void aLeadIdThatIsANumberIsMaskedToo() {
    assertThat(Html.reference("099999 99991")).isEqualTo("099*****9991");
    assertThat(Html.reference("lead-099999")).isEqualTo("lead-099999");
  }

  @Test
  void durationsReadAsOnAClock() {
    assertThat(Html.duration(47)).isEqualTo("0:47");
    assertThat(Html.duration(3_723)).isEqualTo("1:02:03");
  }

  private void receive(String event) throws Exception {
    String json = event.replace('\'', '"');
    activities.accept("k" + events++, new ObjectMapper().readTree(json), NOW);
  }

  private String page(Instant now) {
    return new CrmPage(ZoneOffset.UTC).html(activities.snapshot(now), now);
  }
}
