// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sidstream.standalone.demo.Activities.Snapshot;

/** The CRM's page: what it received, for people. Nothing on it comes from elsewhere. */
final class CrmPage {

  private static final int CAMPAIGNS = 6;
  private static final int ROWS = 20;
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final DateTimeFormatter clock;

  /**
   * @param zone of the times shown
   */
  CrmPage(ZoneId zone) {
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
  }

  String html(Snapshot snapshot, Instant now) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Demo CRM</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/page.css">
    <script src="/page.js" defer></script>
    <noscript><meta http-equiv="refresh" content="2"></noscript>
    </head>
    <body>
    <main>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(
            head(snapshot, now)
                + (snapshot.latest().isEmpty() ? nothing() : cards(snapshot) + tables(snapshot)));
  }

  private static String head(Snapshot snapshot, Instant now) {
    boolean flows =
        !snapshot.latest().isEmpty()
            && Duration.between(snapshot.latest().get(0).at(), now).compareTo(QUIET) < 0;
    return """
    <header>
    <h1>Demo CRM</h1>
    <p>what sidstream delivered, one row per call and message</p>
    <p class="state %s" id="state">%s</p>
    </header>
    """
        .formatted(flows ? "live" : "quiet", flows ? "receiving" : "quiet");
  }

  private static String nothing() {
    return "<section class=\"card\"><h2>Nothing received yet</h2><p>Events are taken at"
        + " <code>POST /events</code>. This page follows by itself.</p></section>";
  }

  private static String cards(Snapshot snapshot) {
    Outcomes outcomes = snapshot.outcomes();
    Rates rates = Rates.of(outcomes);
    long lastMinute = snapshot.perSecond().stream().mapToInt(Integer::intValue).sum();
    return "<section class=\"cards\">"
        + card(
            "Events received",
            Html.count(snapshot.totals().events()),
            Html.count(snapshot.totals().repeats()) + " repeats ignored",
            Charts.bars(snapshot.perSecond())
                + "<p class=\"note\">%s in the last minute</p>".formatted(Html.count(lastMinute)))
        + card(
            "Calls connected",
            Html.percent(rates.connected()),
            Html.count(Charts.sum(outcomes.calls())) + " calls",
            Charts.shares(outcomes.calls()) + Charts.legend(outcomes.calls()))
        + card(
            "Messages delivered",
            Html.percent(rates.delivered()),
            Html.count(Charts.sum(outcomes.messages())) + " messages",
            Charts.shares(outcomes.messages()) + Charts.legend(outcomes.messages()))
        + "</section>";
  }

  private static String card(String title, String figure, String aside, String drawing) {
    return """
    <section class="card">
    <h2>%s</h2>
    <p class="figure">%s <span>%s</span></p>
    %s
    </section>
    """
        .formatted(title, figure, aside, drawing);
  }

  private String tables(Snapshot snapshot) {
    return table(
            "Campaigns",
            "Campaign|State|Calls|Connected|Messages|Delivered|Talk time",
            CampaignView.of(snapshot, CAMPAIGNS),
            CrmPage::row)
        + "<div class=\"pair\">"
        + table(
            "Latest calls",
            "Time|Customer|Status|Legs|Talk time|Lead|Campaign",
            first(snapshot.of("call")),
            this::callRow)
        + table(
            "Latest messages",
            "Time|Customer|Status|Detail|Lead|Campaign",
            first(snapshot.of("sms")),
            this::messageRow)
        + "</div>";
  }

  private static <T> String table(
      String title, String columns, List<T> rows, Function<T, String> row) {
    return """
    <section class="card">
    <h2>%s</h2>
    <table><thead><tr><th>%s</thead><tbody>
    %s</tbody></table>
    </section>
    """
        .formatted(
            title,
            columns.replace("|", "<th>"),
            rows.stream().map(row).collect(Collectors.joining()));
  }

  private static String row(CampaignView campaign) {
    Outcomes outcomes = campaign.outcomes();
    Rates rates = Rates.of(outcomes);
    return cells(
        Html.shortened(campaign.id()),
        campaign.state().isEmpty() ? "" : Html.pill(campaign.state()),
        Html.count(Charts.sum(outcomes.calls())),
        rate("completed", rates.connected()),
        Html.count(Charts.sum(outcomes.messages())),
        rate("delivered", rates.delivered()),
        Html.duration(campaign.talkSeconds()));
  }

  private String callRow(Activity call) {
    String legs =
        call.legs().stream()
            .map(
                leg ->
                    "<i class=\"%s\" title=\"%s\"></i>"
                        .formatted(Html.tone(leg), Html.escaped(leg)))
            .collect(Collectors.joining());
    return cells(
        clock.format(call.at()),
        Html.masked(call.text("customer").orElse("")),
        Html.pill(call.outcome()),
        "<span class=\"legs\">" + legs + "</span>",
        call.talkSeconds() == 0 ? "" : Html.duration(call.talkSeconds()),
        Html.reference(call.text("lead").orElse("")),
        Html.shortened(call.text("campaign").orElse("")));
  }

  private String messageRow(Activity message) {
    return cells(
        clock.format(message.at()),
        Html.masked(message.text("customer").orElse("")),
        Html.pill(message.outcome()),
        detail(message),
        Html.reference(message.text("lead").orElse("")),
        Html.shortened(message.text("campaign").orElse("")));
  }

  private static String detail(Activity message) {
    String code = message.text("detailed_code").orElse("");
    String words = message.text("detailed_status").orElse("").toLowerCase(Locale.ROOT);
    String both = Html.escaped(code + ' ' + words.replaceFirst("^failed_", "").replace('_', ' '));
    return "<span class=\"detail\" title=\"%s\">%s</span>".formatted(both, both);
  }

  private static String rate(String tone, @Nullable Double share) {
    return Charts.gauge(tone, share == null ? 0 : share) + Html.percent(share);
  }

  private static String cells(String... cells) {
    return "<tr><td>" + String.join("<td>", cells) + "\n";
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(ROWS, all.size()));
  }
}
