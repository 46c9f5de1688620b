// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sidstream.chassis.ops.Ops;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.source.body.UrlEncodedForm;
import sidstream.ingest.source.exotel.ExotelSource;
import sidstream.ingest.source.twilio.TwilioSource;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Leg;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.alert.AlertBook;
import sidstream.stream.alert.BusinessHours;
import sidstream.stream.alert.Watch;
import sidstream.stream.interaction.Areas;
import sidstream.stream.interaction.CallingHours;
import sidstream.stream.interaction.Deadlines;
import sidstream.stream.interaction.Enrichment;
import sidstream.stream.interaction.Privacy;
import sidstream.stream.interaction.References;
import sidstream.stream.rates.CampaignPlans;
import sidstream.stream.topology.PipelineTopology;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/**
 * No topic that the catalogue gives to analysts holds a customer's number in any spelling, nor the
 * URL of a recording: not in a key, a header or a value, whatever a provider or a campaign team
 * writes wherever they can write. The account's own numbers may be there.
 */
class AnalystsPrivacyTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-11-22T06:30:00Z");

  private static final List<String> EACH_KIND =
      List.of(
          "voice-terminal-completed.json",
          "sms-sent.json",
          "campaign-call.json",
          "campaign-schedule-array.json",
          "campaign-status-started.json",
          "whatsapp-dlr-sent.json",
          "popup-dial.query");
  private static final List<String> TEXTS =
      List.of(
          "%s",
          "lead-%s",
          "lead_%s",
          "lead%s",
          "%s/2",
          "to %s, again",
          "%s;%s",
          "campaign=%s",
          "lead=%s&campaign=%s",
          "{\"lead\":\"%s\",\"campaign\":\"x%s\"}",
          "tel:%s",
          "#%s#");
  private static final List<String> SPELLINGS =
      List.of(
          "+919999999992",
          "919999999992",
          "00919999999992",
          "09999999992",
          "9999999992",
          "+91 99999 99992",
          "099999-99992",
          "(99999) 99992",
          "99999.99992",
          "%2B919999999992");

  private final Ops ops = new Ops();
  private final Topics topics = new Topics("");
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(registry);
  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> webhooks;

  @BeforeEach
  void open() throws Exception {
    for (Topic<?> topic : topics.all()) {
      registry.register(topic.subject(), AvroSerdes.registered(topic));
    }
    Enrichment enrichment =
        Enrichment.of(
            new References(
                References.STANDARD.campaign(), References.STANDARD.lead(), References.Plain.LEAD),
            CallingHours.TRAI,
            new Privacy("key"),
            Areas.NONE);
    PipelineTopology topology =
        new PipelineTopology(
            topics,
            serdes,
            ops.meters(),
            new PipelineTopology.Policy(
                enrichment,
                new Deadlines(DAY, DAY, DAY, DAY),
                CampaignPlans.NONE,
                nothingToWatch()));
    driver = new TopologyTestDriver(topology.get(), new Properties(), NOW);
    webhooks =
        driver.createInputTopic(
            topics.webhooks.name(), new StringSerializer(), new ByteArraySerializer());
  }

  private static Watch nothingToWatch() {
    BusinessHours always =
        new BusinessHours(
            EnumSet.allOf(DayOfWeek.class),
            List.of(new BusinessHours.Window(0, 24 * 60)),
            Set.of(),
            ZoneOffset.UTC);
    return new Watch(
        new AlertBook(List.of(), always), Duration.ofSeconds(10), Duration.ZERO, DAY, DAY);
  }

  @AfterEach
  void close() {
    driver.close();
    ops.close();
  }

  @Test
  void noNumberAndNoUrlOfAnySampleIsSeen() {
    PersonalTraces traces = new PersonalTraces();
    for (ExotelSample sample : ExotelSamples.all()) {
      List<WebhookEvent> events = read(sample);
      assertThat(events).as(sample.name()).hasSize(sample.events());
      for (WebhookEvent event : events) {
        post(event);
        traces.addOf(event);
      }
      traces.addMadeUp(URLDecoder.decode(text(sample), UTF_8));
    }

    String seen = seen();
    assertHidden(seen, traces.numbers());
    assertThat(seen).doesNotContain(traces.urls());
    assertThat(traces.numbers()).contains("9999999991", "9999999992", "9999999999", "2071838750");
    assertThat(traces.urls()).anyMatch(url -> url.startsWith("https://recordings.exotel.com/"));
  }

  @Test
  void noNumberOfAnotherProviderIsSeenEither() {
    TwilioSource twilio = new TwilioSource(ZoneId.of("UTC"), "US");
    PersonalTraces traces = new PersonalTraces();
    twilio
        .examples()
        .forEach(
            (feed, requests) -> {
              for (RawWebhook.Request request : requests) {
                for (WebhookEvent event : events(twilio, feed, request)) {
                  post(event);
                  traces.addOf(event);
                }
              }
            });

    assertThat(traces.numbers()).contains("4155550199");
    assertHidden(seen(), traces.numbers());
  }

  @Test
  void aNumberIsHiddenWhereverSomebodyWritesItHowever() {
    for (String text : TEXTS) {
      for (String spelling : SPELLINGS) {
        for (String sample : EACH_KIND) {
          read(ExotelSamples.named(sample))
              .forEach(event -> post(filled(event, text.replace("%s", spelling))));
        }
      }
    }

    assertHidden(seen(), Set.of("9999999991", "9999999992"));
  }

  @Test
  void aRecordingIsHiddenWhereverSomebodyWritesIt() {
    String url = "https://recordings.example.com/a1/c0ffee.mp3";
    read(ExotelSamples.named("voice-terminal-completed.json"))
        .forEach(event -> post(filled(event, url)));

    assertThat(seen()).contains("completed").doesNotContain("recordings.example", "c0ffee");
  }

  @Test
  void everySpellingWouldBeFound() {
    for (String spelling : SPELLINGS) {
      assertThat(digits("x" + spelling + "y")).contains("9999999992");
    }
  }

  /** The text at every place that somebody outside writes. */
  private static WebhookEvent filled(WebhookEvent event, String text) {
    WebhookEvent.Builder filled =
        WebhookEvent.newBuilder(event)
            .setReceiptId(UUID.randomUUID().toString())
            .setSid(text + "/" + event.getSid())
            .setStep(text)
            .setStatusWord(text)
            .setCustomField(text)
            .setQuery(Map.of("campaign", text, "lead", text, "other", text))
            .setRest(Map.of("other", text));
    if (event.getCampaign() != null) {
      filled.setCampaign(CampaignPart.newBuilder(event.getCampaign()).setCampaignSid(text).build());
    }
    if (event.getCall() != null) {
      Leg leg = Leg.newBuilder().setNumber(new Phone(text, null)).setStatus("busy").build();
      filled.setCall(
          CallPart.newBuilder(event.getCall())
              .setDirection("outbound-api")
              .setTo(new Phone(text, null))
              .setLegs(List.of(leg, leg))
              .build());
    }
    return filled.build();
  }

  private void assertHidden(String seen, Set<String> numbers) {
    String digits = digits(seen);
    for (String number : numbers) {
      assertThat(digits).as("the digits of " + number).doesNotContain(number);
    }
  }

  /** Without what may stand between the digits of one number. */
  private static String digits(String text) {
    return text.replaceAll("(?<=\\d)[ ().\\-/_]{1,2}(?=\\d)", "");
  }

  private List<WebhookEvent> read(ExotelSample sample) {
    boolean get = sample.method().equals("GET");
    RawWebhook.Request request =
        new RawWebhook.Request(
            sample.method(),
            get ? UrlEncodedForm.firstValues(text(sample)) : Map.of(),
            sample.contentType(),
            ByteBuffer.wrap(sample.body()));
    return events(exotel, sample.feed(), request);
  }

  private static List<WebhookEvent> events(
      WebhookSource source, String feed, RawWebhook.Request request) {
    RawWebhook raw = new RawWebhook("receipt", NOW, "provider", feed, request);
    return source.read(raw) instanceof Reading.Events events ? events.events() : List.of();
  }

  private static String text(ExotelSample sample) {
    return new String(sample.body(), UTF_8);
  }

  private void post(WebhookEvent event) {
    byte[] value = serdes.serializer(topics.webhooks).serialize(topics.webhooks.name(), event);
    webhooks.pipeInput(event.getSid(), value, NOW);
  }

  /** Every byte on every topic of analysts, as text. */
  private String seen() {
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    StringBuilder seen = new StringBuilder();
    for (Topic<?> topic : topics.all()) {
      if (topic.audience() == Topic.Audience.ANALYSTS) {
        driver
            .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()
            .forEach(record -> append(record, seen));
      }
    }
    return seen.toString();
  }

  private static void append(TestRecord<String, byte[]> record, StringBuilder seen) {
    seen.append(record.key()).append('\n');
    seen.append(new String(record.value(), UTF_8)).append('\n');
    for (Header header : record.headers()) {
      seen.append(new String(header.value(), UTF_8)).append('\n');
    }
  }
}
