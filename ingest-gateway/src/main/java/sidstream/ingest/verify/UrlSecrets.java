// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.BitSet;
import java.util.List;

/**
 * Finds what is secret in a text with URLs, of any host and in any nesting of encodings, without
 * knowing the secrets: user and password before the host, the part of the path after {@code
 * /hooks/<source>/<feed>/}, and the values of parameters with telling names.
 *
 * <p>A delimiter that is encoded more often than the URL is a part of its value. Where that cannot
 * be told, too much is secret rather than too little.
 */
final class UrlSecrets {

  private static final List<String> TELLING =
      List.of(
          "auth_token",
          "access_token",
          "token",
          "api_key",
          "apikey",
          "key",
          "secret",
          "password",
          "signature");

  /** Each URL within a URL adds up to three. */
  private static final int DEEPEST = 9;

  /** No URL is as long. */
  private static final int LONGEST = 1 << 16;

  private static final String AFTER_SCHEME = "://";
  private static final String HOOKS = "/hooks/";
  private static final String BEFORE_NAME = "?&;,{[(\"' ";

  private final char[] text;
  private final int[] from;
  private final int[] percents;
  private final int[] rounds;
  private final BitSet starts;
  private final BitSet secret = new BitSet();
  private int length;
  private int url;
  private int cutUpTo;

  private UrlSecrets(EncodedText encoded, BitSet starts) {
    this.starts = starts;
    text = new char[encoded.length()];
    from = new int[encoded.length() + 1];
    percents = new int[encoded.length()];
    rounds = new int[encoded.length()];
    for (int at = 0; at < encoded.length(); length++) {
      at = decode(encoded, at);
    }
    from[length] = encoded.length();
  }

  /** The bytes that are secret. */
  static BitSet in(byte[] bytes) {
    return in(bytes, new BitSet());
  }

  /**
   * The bytes that are secret.
   *
   * @param starts where texts begin within the text, each as if it stood alone
   */
  static BitSet in(byte[] bytes, BitSet starts) {
    if (bytes.length > LONGEST) {
      BitSet all = new BitSet();
      all.set(0, bytes.length);
      return all;
    }
    UrlSecrets secrets = new UrlSecrets(new EncodedText(bytes), starts);
    secrets.scan();
    return secrets.secret;
  }

  private int decode(EncodedText encoded, int at) {
    long character = encoded.at(at, 0);
    int round = 0;
    while (round++ < DEEPEST && EncodedText.isLead(EncodedText.value(character))) {
      long decoded = encoded.at(at, round);
      if (decoded != character) {
        percents[length] += EncodedText.value(character) == '%' ? 1 : 0;
        rounds[length]++;
        character = decoded;
      }
    }
    text[length] = (char) EncodedText.value(character);
    from[length] = at;
    return EncodedText.next(character);
  }

  private void scan() {
    for (int i = 0; i < length; i = Math.max(i + 1, cutUpTo)) {
      boolean first = i == 0 || starts.get(from[i]);
      url = first ? 0 : url;
      if (is(AFTER_SCHEME, i)) {
        url = Math.max(percents[i], Math.max(percents[i + 1], percents[i + 2]));
        authority(i + AFTER_SCHEME.length());
      } else if (is(HOOKS, i)) {
        path(i + HOOKS.length(), Math.max(url, percents[i]));
      } else if (first || BEFORE_NAME.indexOf(text[i - 1]) >= 0) {
        parameter(i);
      }
    }
  }

  private void authority(int start) {
    int at = start;
    int end = end(start, "/?#\"'\\ ", percents, url);
    for (int i = start; i < end; i++) {
      at = text[i] == '@' && percents[i] <= url ? i : at;
    }
    cut(start, at);
  }

  private void path(int source, int level) {
    int feed = segment(source, level);
    int start = feed < 0 ? -1 : segment(feed, level);
    if (start >= 0) {
      cut(start, end(start, "/?#&\"", percents, level));
    }
  }

  /** Where the next segment begins; -1 when this one is the last. */
  private int segment(int start, int level) {
    int end = end(start, "/?#&\"", percents, level);
    return end < length && text[end] == '/' ? end + 1 : -1;
  }

  private void parameter(int start) {
    for (String name : TELLING) {
      int end = start + name.length();
      if (end < length && is(name, start)) {
        if (text[end] == '=') {
          cut(end + 1, end(end + 1, "&#\"", percents, percents[end]));
        } else if (text[end] == '"') {
          member(end + 1);
        }
      }
    }
  }

  /** Of a JSON object. */
  private void member(int afterName) {
    int colon = skipSpace(afterName);
    int value = colon < length && text[colon] == ':' ? skipSpace(colon + 1) : length;
    if (value < length && text[value] == '"') {
      cut(value + 1, end(value + 1, "\"", rounds, rounds[value]));
    } else if (value < length) {
      cut(value, end(value, ",}] ", rounds, rounds[value]));
    }
  }

  private int skipSpace(int start) {
    int at = start;
    while (at < length && text[at] <= ' ') {
      at++;
    }
    return at;
  }

  /** Where one of the delimiters stands that is not encoded more often; else the end. */
  private int end(int start, String delimiters, int[] levels, int level) {
    int at = start;
    while (at < length && (levels[at] > level || delimiters.indexOf(text[at]) < 0)) {
      at++;
    }
    return at;
  }

  private boolean is(String word, int start) {
    if (start + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase(text[start + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void cut(int start, int end) {
    if (start < end) {
      secret.set(from[start], from[end]);
      cutUpTo = end;
    }
  }
}
