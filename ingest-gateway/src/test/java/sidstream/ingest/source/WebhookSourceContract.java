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
import sidstream.schemas.record.WebhookEvent;

/** What every source promises, whatever its provider. */
public abstract class WebhookSourceContract {

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
    } else {
      Reading.Quarantine why = (Reading.Quarantine) reading;
      assertThat(why.detail()).isNotBlank();
      assertThat(raw.quarantined(why).getRaw()).isEqualTo(raw.request().body());
    }
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
