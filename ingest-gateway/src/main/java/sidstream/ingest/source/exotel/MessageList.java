// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.body.Body;
import sidstream.ingest.source.fields.Dialect;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.record.WebhookEvent;

/**
 * Reads a request with several messages: each is an event of its own, with its own bytes. One that
 * cannot be read sets the whole request aside and keeps none of the others.
 */
final class MessageList {

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "whatsapp[messages]", Shape.WHATSAPP,
          "rcs[messages]", Shape.RCS,
          "sms[messages]", Shape.SMS_INSTEAD_OF_RCS);

  /** Where the messages stand. */
  static final Set<String> LISTS = SHAPES.keySet();

  /** What stands beside the list is given to every message, up to so many characters. */
  private static final int LARGEST_ENVELOPE = 1000;

  private final RawWebhook raw;
  private final Dialect dialect;
  private final List<WebhookEvent> events = new ArrayList<>();
  private final List<Quarantine> problems = new ArrayList<>();

  MessageList(RawWebhook raw, Dialect dialect) {
    this.raw = raw;
    this.dialect = dialect;
  }

  Reading read(Body.Fields body) {
    Map<String, String> envelope = envelope(body);
    for (int i = 0; i < body.items().size(); i++) {
      Body.Item item = body.items().get(i);
      add(item, item.list() + " item " + (i + 1), envelope, body.items().size() == 1);
    }
    if (body.tooMany()) {
      problem(Reason.UNRECOGNISED_SHAPE, "only the first " + body.items().size() + " are read");
    }
    Optional<Quarantine> leftOver = leftOver();
    return events.isEmpty() ? leftOver.orElseThrow() : new Reading.Events(events, leftOver);
  }

  private Map<String, String> envelope(Body.Fields body) {
    Map<String, String> facts = new FieldReader(body.values(), dialect).facts();
    int size = facts.entrySet().stream().mapToInt(e -> length(e.getKey(), e.getValue())).sum();
    if (size <= LARGEST_ENVELOPE) {
      return facts;
    }
    problem(Reason.UNRECOGNISED_SHAPE, "too much stands beside the messages");
    return Map.of();
  }

  private static int length(String name, String value) {
    return name.length() + value.length();
  }

  private void add(Body.Item item, String place, Map<String, String> envelope, boolean alone) {
    SortedMap<String, String> values = item.values();
    ByteBuffer bytes = alone ? raw.request().body() : item.bytes();
    if (values == null || bytes == null) {
      String what = values == null ? " is no object" : " is not in UTF-8";
      problem(Reason.UNRECOGNISED_SHAPE, place + what);
      return;
    }
    envelope.forEach((name, text) -> values.putIfAbsent(name, text));
    Shape shape = shape(item);
    Reading reading =
        shape.read(raw.item(events.size() + 1, bytes), new FieldReader(values, dialect));
    if (reading instanceof Reading.Events read) {
      events.addAll(read.events());
    } else if (reading instanceof Quarantine why) {
      problem(why.reason(), place + ": " + why.detail());
    }
  }

  private static Shape shape(Body.Item item) {
    return SHAPES.getOrDefault(item.list(), Shape.WHATSAPP);
  }

  private void problem(Reason reason, String detail) {
    problems.add(new Quarantine(reason, detail));
  }

  /** The first problem stands for all. */
  private Optional<Quarantine> leftOver() {
    if (problems.size() < 2) {
      return problems.stream().findFirst();
    }
    Quarantine first = problems.get(0);
    String detail = first.detail() + ", and " + (problems.size() - 1) + " more";
    return Optional.of(new Quarantine(first.reason(), detail));
  }
}
