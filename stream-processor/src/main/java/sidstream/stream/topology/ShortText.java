// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the texts of an interaction's state are kept short: a few words stand as their number, known
 * beginnings likewise, telephone numbers as numbers, hex digits as bytes, and what stood before, or
 * is the Sid itself, as a reference.
 *
 * <p>Positions in both lists are part of the stored format: add at the end only.
 */
final class ShortText {

  static final int RAW = 0;
  static final int WORD = 1;
  static final int PHONE = 2;
  static final int HEX = 3;
  static final int AGAIN = 4;
  static final int PREFIXED = 5;
  static final int AROUND_SID = 6;
  static final int NUMBER = 7;

  static final int MODE_BITS = 3;
  static final int MODE_MASK = 7;

  /** The first sixteen take one byte. */
  private static final List<String> WORDS =
      List.of(
          "",
          "answered:1",
          "answered:2",
          "terminal",
          "campaign-call",
          "completed",
          "in-progress",
          "no-answer",
          "busy",
          "failed",
          ".mp3",
          "caller",
          "callee",
          "sent:20005",
          "DELIVERED_TO_HANDSET",
          "whatsapp",
          "canceled",
          "ringing",
          "contact",
          "unfinished",
          "sent:20006",
          "DELIVERED_TO_OPERATOR",
          "failed-dnd:23005",
          "FAILED_REJECTED_DND",
          "queued:21010",
          "PENDING_TO_OPERATOR",
          "sending:21015",
          "SENDING_TO_OPERATOR",
          "submitted:21020",
          "PENDING_ON_OPERATOR",
          "sent:30001",
          "delivered:30002",
          "read:30003",
          "rcs",
          "sms",
          "client-hangup",
          "incomplete",
          "call-attempt",
          "dial",
          "answered",
          "received",
          "delivered",
          "read",
          "sent",
          "user",
          "bot",
          "agent",
          "customer");

  private static final List<String> PREFIXES =
      List.of(
          "https://recordings.exotel.com/exotelrecordings/",
          "https://s3-ap-southeast-1.amazonaws.com/exotelrecordings/",
          "passthru:completed:",
          "passthru:call-attempt:",
          "passthru:incomplete:",
          "passthru:client-hangup:",
          "passthru:",
          "popup:dial:",
          "popup:answered:",
          "popup:terminal:",
          "popup:",
          "webrtc:",
          "exoml:",
          "https://",
          "lead",
          "order");

  private static final Map<String, Integer> NUMBERS = numbers();

  private static final int SHORTEST_HEX = 6;
  private static final int LONGEST_PHONE = 15;
  private static final int LONGEST_NUMBER = 18;

  private ShortText() {}

  static boolean isWord(String text) {
    return NUMBERS.containsKey(text);
  }

  static int word(String text) {
    return NUMBERS.getOrDefault(text, 0);
  }

  static String word(int number) {
    return WORDS.get(number);
  }

  /** Number of the first known beginning, -1 where there is none. */
  static int prefix(String text) {
    for (int i = 0; i < PREFIXES.size(); i++) {
      if (text.startsWith(PREFIXES.get(i))) {
        return i;
      }
    }
    return -1;
  }

  static String prefix(int number) {
    return PREFIXES.get(number);
  }

  static boolean isPhone(String text) {
    return text.length() > 1
        && text.length() <= LONGEST_PHONE + 1
        && text.charAt(0) == '+'
        && isDigits(text, 1);
  }

  /** That returns as it was: it does not begin with a zero. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= LONGEST_NUMBER && isDigits(text, 0);
  }

  /** Lower case, whole bytes. */
  static boolean isHex(String text) {
    if (text.length() < SHORTEST_HEX || text.length() % 2 != 0) {
      return false;
    }
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static boolean isDigits(String text, int from) {
    if (text.charAt(from) == '0') {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < WORDS.size(); i++) {
      numbers.put(WORDS.get(i), i);
    }
    return Map.copyOf(numbers);
  }
}
