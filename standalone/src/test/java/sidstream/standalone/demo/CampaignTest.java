// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

final class CampaignTest {

  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyCallHasOneTerminalOutcomeAndTheTotalsAreThoseExpected(long seed) {
    Wave wave = wave(seed);
    Map<String, String> endings = new TreeMap<>();
    for (Map<String, String> call : distinct(wave, "call")) {
      if (call.get("EventType").equals("terminal")) {
        assertThat(endings.put(call.get("CallSid"), call.get("Status"))).isNull();
      }
    }
    Map<String, String> messages =
        distinct(wave, "sms").stream()
            .collect(toMap(sms -> sms.get("SmsSid"), CampaignTest::outcome));

    assertThat(endings).hasSize(120);
    assertThat(new Outcomes(counts(endings), counts(messages)))
        .isEqualTo(wave.expected().outcomes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyCallIsAnsweredOncePerLegAndReportedByItsCampaign(long seed) {
    Wave wave = wave(seed);
    Map<String, List<Map<String, String>>> bySid =
        distinct(wave, "call").stream().collect(groupingBy(call -> call.get("CallSid")));
    Map<String, String> reported =
        distinct(wave, "campaign").stream()
            .filter(report -> report.containsKey("call_sid"))
            .collect(toMap(report -> report.get("call_sid"), report -> report.get("status")));

    bySid.forEach(
        (sid, callbacks) -> {
          String status = only(callbacks, "terminal").get("Status");
          int answers = status.equals("completed") ? 2 : status.equals("failed") ? 0 : 1;
          assertThat(callbacks).hasSize(1 + answers);
          assertThat(reported).containsEntry(sid, status);
        });
    assertThat(reported).hasSameSizeAs(bySid);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void repeatsAreByteEqualToAnEarlierPosting(long seed) {
    Wave wave = wave(seed);
    Set<Webhook> posted = new HashSet<>();
    for (Posting posting : wave.postings()) {
      assertThat(posted.add(posting.webhook())).isEqualTo(!posting.repeat());
    }
    assertThat(posted).hasSize(wave.expected().events());
    assertThat(wave.postings()).hasSize(wave.expected().events() + wave.expected().repeats());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noCallbackTellsOfTheFuture(long seed) {
    Instant now = NOW;
    for (Posting posting : wave(seed).postings()) {
      now = now.plus(posting.delay());
      Map<String, String> fields = Callbacks.fields(posting.webhook());
      if (fields.containsKey("DateUpdated")) {
        Instant told =
            LocalDateTime.parse(fields.get("DateUpdated"), LOCAL)
                .atZone(ZoneId.of("Asia/Kolkata"))
                .toInstant();
        assertThat(told).isBetween(NOW.minusSeconds(1), now);
      }
    }
  }

  @Test
  void repeatsAndDisorderAreAFewPercent() {
    Wave wave = campaign(7).wave(2_000, 50);
    Set<String> ended = new HashSet<>();
    long overtaken =
        wave.postings().stream()
            .filter(posting -> !posting.repeat() && posting.webhook().feed().equals("call"))
            .map(posting -> Callbacks.fields(posting.webhook()))
            .filter(
                call ->
                    call.get("EventType").equals("terminal")
                        ? !ended.add(call.get("CallSid"))
                        : ended.contains(call.get("CallSid")))
            .count();

    assertThat(overtaken).isPositive();
    assertThat((double) wave.expected().repeats() / wave.expected().events()).isBetween(0.02, 0.04);
  }

  @Test
  void postingsComeAtTheMeanPace() {
    Wave wave = campaign(3).wave(1_000, 20);
    Duration whole =
        wave.postings().stream().map(Posting::delay).reduce(Duration.ZERO, Duration::plus);
    assertThat(wave.postings().size() / (whole.toMillis() / 1e3)).isBetween(18.0, 22.0);
  }

  @Test
  void everyOutcomeAndEveryFormOccurs() {
    Wave wave = campaign(1).wave(1_000, 20);
    assertThat(wave.expected().outcomes().calls())
        .containsOnlyKeys("busy", "canceled", "completed", "failed", "no-answer");
    assertThat(wave.expected().outcomes().messages())
        .containsOnlyKeys("accepted", "delivered", "failed");
    assertThat(wave.postings())
        .extracting(posting -> posting.webhook().contentType().replaceAll(";.*", ""))
        .contains("multipart/form-data", "application/x-www-form-urlencoded", "application/json");
  }

  @Test
  void callbacksHaveTheFieldsOfRealOnesInTheirOrder() {
    assertThat(wave(2).postings())
        .map(Posting::webhook)
        .anySatisfy(webhook -> assertSameFields(webhook, "voice-answered-leg1.multipart"))
        .anySatisfy(webhook -> assertSameFields(webhook, "voice-terminal-busy.multipart"))
        .anySatisfy(webhook -> assertSameFields(webhook, "voice-terminal.form"))
        .anySatisfy(webhook -> assertSameFields(webhook, "sms-sent.form"))
        .anySatisfy(webhook -> assertSameFields(webhook, "sms-sent.json"))
        .anySatisfy(webhook -> assertSameFields(webhook, "campaign-call.json"))
        .anySatisfy(webhook -> assertSameFields(webhook, "campaign-status-started.json"));
  }

  @Test
  void aWaveIsTheSameForTheSameSeedAndTimeAndSharesNoSidWithAnotherTime() {
    assertThat(wave(5)).isEqualTo(wave(5));
    Wave later =
        new Campaign(new Random(5), InstantSource.fixed(NOW.plusSeconds(600))).wave(120, 20);
    assertThat(sids(later)).doesNotContainAnyElementsOf(sids(wave(5)));
  }

  private static void assertSameFields(Webhook webhook, String name) {
    ExotelSample sample = ExotelSamples.named(name);
    String body = new String(sample.body(), UTF_8);
    Webhook real = new Webhook(sample.feed(), "", sample.contentType(), body);
    assertThat(webhook.feed()).isEqualTo(real.feed());
    assertThat(webhook.contentType().replaceAll("boundary=form-data-boundary-[a-z0-9]{16}$", ""))
        .isEqualTo(real.contentType().replaceAll("boundary=form-data-boundary-[a-z0-9]{16}$", ""));
    assertThat(Callbacks.fields(webhook).keySet())
        .containsExactlyElementsOf(Callbacks.fields(real).keySet());
  }

  private static Set<String> sids(Wave wave) {
    Set<String> sids = new HashSet<>();
    distinct(wave, "call").forEach(call -> sids.add(call.get("CallSid")));
    distinct(wave, "sms").forEach(sms -> sids.add(sms.get("SmsSid")));
    return sids;
  }

  private static Wave wave(long seed) {
    return campaign(seed).wave(120, 20);
  }

  private static Campaign campaign(long seed) {
    return new Campaign(new Random(seed), InstantSource.fixed(NOW));
  }

  private static List<Map<String, String>> distinct(Wave wave, String feed) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Posting posting : wave.postings()) {
      if (!posting.repeat() && posting.webhook().feed().equals(feed)) {
        all.add(Callbacks.fields(posting.webhook()));
      }
    }
    return all;
  }

  private static Map<String, String> only(List<Map<String, String>> callbacks, String event) {
    List<Map<String, String>> found =
        callbacks.stream().filter(callback -> callback.get("EventType").equals(event)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String outcome(Map<String, String> sms) {
    return switch (sms.get("DetailedStatusCode")) {
      case "20005" -> "delivered";
      case "20006" -> "accepted";
      default -> "failed";
    };
  }

  private static SortedMap<String, Long> counts(Map<String, String> bySid) {
    SortedMap<String, Long> counts = new TreeMap<>();
    bySid.values().forEach(word -> counts.merge(word, 1L, Long::sum));
    return counts;
  }
}
