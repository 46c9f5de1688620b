// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call, message or campaign as the CRM knows it.
 *
 * @param body the newest event about it, as received
 * @param at when the CRM heard of it last
 * @param events how many events there were about it
 */
record Activity(JsonNode body, Instant at, int events) {

  /** The two statuses of a message that its status word does not tell apart. */
  private static final String DELIVERED = "delivered";

  private static final String ACCEPTED = "accepted";
  private static final int HANDSET_RECEIPT = 20005;

  /** Events may overtake each other: the higher revision stands. */
  Activity after(JsonNode next, Instant now) {
    return new Activity(revision(next) >= revision(body) ? next : body, now, events + 1);
  }

  boolean is(String type) {
    return type.equals(text("type").orElse(""));
  }

  String sid() {
    return text("sid").orElse("");
  }

  /** What became of it: the status word; of messages that were sent, whether they arrived. */
  String outcome() {
    String status = text("status").orElse("unknown");
    if (!is("sms")) {
      return status;
    }
    return switch (status) {
      case "sent" -> hasReceipt() ? DELIVERED : ACCEPTED;
      case "failed-dnd" -> "failed";
      default -> status;
    };
  }

  /** A text field; empty where it is absent, null or blank. */
  Optional<String> text(String field) {
    return Optional.of(body.path(field).asText("")).filter(text -> !text.isBlank());
  }

  int talkSeconds() {
    return body.path("talk_seconds").asInt(0);
  }

  /** Status words of the legs in dialling order; empty text where a leg has none. */
  List<String> legs() {
    List<String> words = new ArrayList<>();
    body.path("legs").forEach(leg -> words.add(leg.path("status").asText("")));
    return words;
  }

  private boolean hasReceipt() {
    return body.path("delivered").asBoolean(false)
        || body.path("detailed_code").asInt(0) == HANDSET_RECEIPT;
  }

  private static int revision(JsonNode body) {
    return body.path("revision").asInt(0);
  }
}
