// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import sidstream.ingest.source.RawWebhook.Request;
import sidstream.schemas.EventIdentity;
import sidstream.schemas.Kind;
import sidstream.schemas.Topic;
import sidstream.schemas.record.WebhookEvent;

/** What every source promises, whatever its provider. */
public abstract class WebhookSourceContract {

  /** What a body may be where the feed asks for no more. */
  private static final int LARGEST_BODY = 1 << 20;

  private static final String LIST = "{\"whatsapp\":{\"messages\":[";

  /** The source under test. */
  protected abstract WebhookSource source();

  /** A webhook that it can read. */
  protected abstract RawWebhook readable();

  @Example
  void itsFeedsAreAFewPlainWords() {
    assertThat(names())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .hasSizeLessThan(20)
        .allMatch(f -> f.matches("[a-z-]+"));
    assertThat(source().feeds()).allMatch(feed -> !feed.about().isBlank());
  }

  @Example
  void whatItKnewBeforeReadingIsInTheEvent() {
    RawWebhook raw = readable();
    WebhookEvent event = Webhooks.event(source().read(raw));
    assertThat(event.getReceiptId()).isEqualTo(raw.receiptId());
    assertThat(event.getReceivedAt()).isEqualTo(raw.receivedAt());
    assertThat(event.getSource()).isEqualTo(raw.source());
    assertThat(event.getFeed()).isEqualTo(raw.feed());
    assertThat(event.getMethod()).isEqualTo(raw.request().method());
    assertThat(event.getContentType()).isEqualTo(raw.request().contentType());
    assertThat(event.getRaw()).isEqualTo(raw.request().body());
  }

  @Example
  void itHasAnExampleOfEachFeedAndReadsIt() {
    assertThat(source().examples().keySet()).containsExactlyInAnyOrderElementsOf(names());
    source()
        .examples()
        .forEach(
            (feed, requests) -> {
              RawWebhook real = readable();
              for (Request request : requests) {
                RawWebhook raw =
                    new RawWebhook(
                        real.receiptId(), real.receivedAt(), real.source(), feed, request);
                assertThat(source().read(raw)).as(feed).isInstanceOf(Reading.Events.class);
              }
            });
  }

  @Example
  void aRepeatHasTheSameIdentityAndTheSameFingerprint() {
    WebhookEvent first = Webhooks.event(source().read(readable()));
    WebhookEvent second = Webhooks.event(source().read(readable()));
    assertThat(EventIdentity.of(second)).isEqualTo(EventIdentity.of(first));
    assertThat(second.getFingerprint()).isEqualTo(first.getFingerprint()).matches("[0-9a-f]{16}");
  }

  @Example
  void theQueryIsKeptAndCounts() {
    RawWebhook raw = readable();
    Request plain = raw.request();
    WebhookEvent with =
        Webhooks.event(
            source()
                .read(
                    Webhooks.of(
                        raw.feed(),
                        new Request(
                            plain.method(),
                            Map.of("lead", "7"),
                            plain.contentType(),
                            plain.body()))));
    assertThat(with.getQuery()).containsExactly(Map.entry("lead", "7"));
    assertThat(with.getFingerprint())
        .isNotEqualTo(Webhooks.event(source().read(raw)).getFingerprint());
  }

  @Property(tries = 300)
  void arbitraryBytesAreAnEventOrAQuarantine(
      @ForAll @From("feeds") String feed, @ForAll @From("types") String type, @ForAll byte[] body) {
    assertReads(Webhooks.of(feed, type, body));
  }

  @Property(tries = 500)
  void damagedWebhooksAreAnEventOrAQuarantine(
      @ForAll @From("feeds") String feed,
      @ForAll @From("types") String type,
      @ForAll @From("damaged") byte[] body) {
    assertReads(Webhooks.of(feed, type, body));
  }

  @Property(tries = 300)
  void anyQueryOfAGetIsAnEventOrAQuarantine(
      @ForAll @From("feeds") String feed, @ForAll @From("damaged") byte[] query) {
    String text = new String(query, UTF_8);
    assertReads(Webhooks.get(feed, text));
    assertReads(Webhooks.get(feed, text + "&" + new String(readable().request().bytes(), UTF_8)));
  }

  @Property(tries = 100)
  void examplesAreReadOnEveryFeedAndKeepTheirBytes(@ForAll @From("feeds") String feed) {
    source()
        .examples()
        .values()
        .forEach(requests -> requests.forEach(request -> assertReads(Webhooks.of(feed, request))));
  }

  @Property(tries = 30)
  void theLargestBodiesFitIntoRecords(
      @ForAll @From("feeds") String feed, @ForAll @From("pieces") String piece) {
    int largest = Math.max(LARGEST_BODY, feed(feed).largestBody());
    String start = piece.startsWith("{") ? LIST : "";
    String end = piece.startsWith("{") ? "{}]}}" : "";
    int pieces = (largest - start.length() - end.length()) / piece.length();
    String body = start + piece.repeat(pieces) + end;
    RawWebhook raw = Webhooks.of(feed, null, body.getBytes(UTF_8));
    assertReads(raw);
    assertReads(Webhooks.of(feed, "application/json", raw.request().bytes()));
  }

  /** What a body may be full of. */
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
        "a=1&",
        "a[]=1&",
        "=&",
        "CallSid=c1&",
        "Legs[0][Status]=busy&",
        "SmsSid=s%31&\u00e9=%ff&",
        "{\"sid\":\"w1\"},",
        "{\"sid\":\"w1\",\"content\":{\"a\":[1,{\"b\":2}]}},",
        "{\"a\":[[[[[[[[[[1]]]]]]]]]]},");
  }

  @Provide
  Arbitrary<String> feeds() {
    return Arbitraries.of(names());
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
            "application/json",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
            "text/plain",
            "image/png",
            "",
            ";;=\"")
        .injectNull(0.1);
  }

  /** A readable one with a piece cut out and a piece of rubbish put in. */
  @Provide
  Arbitrary<byte[]> damaged() {
    String whole = new String(readable().request().bytes(), UTF_8);
    Arbitrary<String> rubbish =
        Arbitraries.of(
            "\"", "\\", "{", "]", "\r\n--", "&", "=", "%", "\0", "null", "[0]", "\uFFFD");
    return net.jqwik.api.Combinators.combine(
            Arbitraries.integers().between(0, whole.length()),
            Arbitraries.integers().between(0, 40),
            rubbish)
        .as(
            (at, cut, put) ->
                (whole.substring(0, at) + put + whole.substring(Math.min(whole.length(), at + cut)))
                    .getBytes(UTF_8));
  }

  /** An event has a Sid, a known kind, and takes the way to Kafka; a quarantine has its reason. */
  private void assertReads(RawWebhook raw) {
    Reading reading = source().read(raw);
    if (reading instanceof Reading.Events read) {
      assertThat(read.events()).isNotEmpty().allSatisfy(WebhookSourceContract::assertTakesTheWay);
      assertThat(read.events()).extracting(WebhookEvent::getReceiptId).doesNotHaveDuplicates();
      assertThat(read.events().get(0).getReceiptId()).isEqualTo(raw.receiptId());
      assertThat(read.events().stream().mapToInt(WebhookSourceContract::encodedSize).sum())
          .isLessThan(Topic.LARGEST_RECORD_BYTES);
      assertKeepsTheBytes(raw, read.events());
    } else {
      Reading.Quarantine why = (Reading.Quarantine) reading;
      assertThat(why.detail()).isNotBlank();
      assertThat(raw.quarantined(why).getRaw()).isEqualTo(raw.request().body());
    }
  }

  /** All of them in one event; in several, each its own. */
  private static void assertKeepsTheBytes(RawWebhook raw, List<WebhookEvent> events) {
    if (events.size() == 1 && events.get(0).getRaw().equals(raw.request().body())) {
      return;
    }
    int bytes = events.stream().mapToInt(event -> event.getRaw().remaining()).sum();
    assertThat(bytes).isLessThanOrEqualTo(raw.request().body().remaining());
    assertThat(events).allMatch(event -> event.getRaw().hasRemaining());
  }

  private Feed feed(String name) {
    return source().feeds().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static void assertTakesTheWay(WebhookEvent event) {
    assertThat(event.getSid()).isNotBlank();
    assertThat(event.getStep()).isNotBlank().hasSizeLessThan(150);
    assertThat(Kind.of(event.getKind())).isNotNull();
    assertThat(encodedSize(event)).isPositive();
  }

  private List<String> names() {
    return source().feeds().stream().map(Feed::name).toList();
  }

  private static int encodedSize(WebhookEvent event) {
    try {
      return WebhookEvent.getEncoder().encode(event).remaining();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
