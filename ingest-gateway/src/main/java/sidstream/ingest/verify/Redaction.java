// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sidstream.chassis.config.Secret;

/**
 * Takes a source's secrets out of what is logged or published: its live ones wherever they stand,
 * however often encoded, and in a field named {@code passthru}, which repeats the URL called
 * before, whatever such a URL keeps secret, live or not. Pure and thread-safe. What holds no secret
 * comes back as it is, after one pass over it.
 */
public final class Redaction {

  /** Knows no live secret. */
  public static final Redaction NONE = new Redaction(List.of());

  private static final byte[] REDACTED = "[redacted]".getBytes(UTF_8);

  /** A shorter secret is a word that stands in many texts. No secret of ours is. */
  private static final int SHORTEST = 8;

  /** One finds all that stands there; more, what taking it out brings to light. */
  private static final int MOST_LOOKS = 8;

  private final byte[][] needles;

  /** The same, a character for each byte. */
  private final List<String> words;

  /** What a secret begins with, by ASCII code. */
  private final boolean[] starts = new boolean[256];

  /** The same and what an encoded one begins with. */
  private final boolean[] looks = new boolean[256];

  /**
   * @param secrets current and previous ones
   */
  public Redaction(List<Secret> secrets) {
    needles =
        secrets.stream()
            .map(secret -> secret.reveal().getBytes(UTF_8))
            .filter(secret -> secret.length >= SHORTEST)
            .toArray(byte[][]::new);
    words = Stream.of(needles).map(needle -> new String(needle, ISO_8859_1)).toList();
    for (byte[] needle : needles) {
      starts[needle[0] & 0xFF] = true;
      looks[needle[0] & 0xFF] = true;
      looks['%'] = true;
      looks['\\'] = true;
    }
  }

  /**
   * A raw query or body without secrets; the same array when there was none.
   *
   * @param raw bytes as received; not changed
   */
  public byte[] bytes(byte[] raw) {
    byte[] before = raw;
    byte[] clean = once(raw);
    for (int look = 1; look < MOST_LOOKS && !Arrays.equals(clean, before); look++) {
      before = clean;
      clean = once(before);
    }
    return clean;
  }

  /** What is taken out can bring to light what it hid: a quote more, a name that was none. */
  private byte[] once(byte[] raw) {
    BitSet secret = live(raw);
    secret.or(PassthruFields.secrets(raw));
    spareMarks(raw, secret);
    return without(secret, raw);
  }

  /** What stands where a secret was is none. */
  private static void spareMarks(byte[] raw, BitSet secret) {
    for (int at = secret.nextSetBit(0); at >= 0; at = secret.nextSetBit(at + 1)) {
      int end = at + REDACTED.length;
      if (end <= raw.length && Arrays.equals(raw, at, end, REDACTED, 0, REDACTED.length)) {
        secret.clear(at, end);
      }
    }
  }

  /**
   * A decoded query without its secrets: a pair that holds a live one is left out, and {@code
   * passthru} is cleaned.
   *
   * @param query not changed
   */
  public Map<String, String> values(Map<String, String> query) {
    Map<String, String> clean = new HashMap<>(query);
    clean.replaceAll((name, value) -> isPassthru(name) ? cleaned(value) : value);
    clean.entrySet().removeIf(pair -> holdsLive(pair.getKey()) || holdsLive(pair.getValue()));
    return clean;
  }

  private static boolean isPassthru(String name) {
    return name.regionMatches(true, 0, PassthruFields.NAME, 0, PassthruFields.NAME.length());
  }

  private String cleaned(String value) {
    byte[] raw = value.getBytes(UTF_8);
    BitSet secret = live(raw);
    secret.or(UrlSecrets.in(raw));
    return secret.isEmpty() ? value : new String(without(secret, raw), UTF_8);
  }

  private boolean holdsLive(String text) {
    return !live(text.getBytes(UTF_8)).isEmpty();
  }

  /** The bytes that are a live secret. */
  private BitSet live(byte[] raw) {
    String text = new String(raw, ISO_8859_1);
    return EncodedText.mayHoldEncoded(text) ? liveEncoded(raw) : livePlain(text);
  }

  /** Of text without an encoded character, as most forms of many parts are: at a glance. */
  private BitSet livePlain(String text) {
    BitSet secret = new BitSet();
    for (String word : words) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        secret.set(at, at + word.length());
      }
    }
    return secret;
  }

  private BitSet liveEncoded(byte[] raw) {
    BitSet secret = new BitSet();
    EncodedText text = new EncodedText(raw);
    int half = -1; // the second one of \\ begins nothing, and must not stay alone
    for (int at = 0; at < raw.length; at++) {
      if (!looks[raw[at] & 0xFF] || at == half) {
        continue;
      }
      half = raw[at] == '\\' && at + 1 < raw.length && raw[at + 1] == '\\' ? at + 1 : half;
      if (text.mayBe(starts, at)) {
        mark(text, at, secret);
      }
    }
    return secret;
  }

  private void mark(EncodedText text, int at, BitSet secret) {
    for (byte[] needle : needles) {
      int end = text.end(at, needle);
      if (end > at) {
        secret.set(at, end);
      }
    }
  }

  private static byte[] without(BitSet secret, byte[] raw) {
    if (secret.isEmpty()) {
      return raw;
    }
    ByteArrayOutputStream clean = new ByteArrayOutputStream(raw.length);
    int at = 0;
    while (at < raw.length) {
      int start = secret.nextSetBit(at);
      int end = start < 0 ? raw.length : start;
      clean.write(raw, at, end - at);
      at = start < 0 ? end : secret.nextClearBit(start);
      if (start >= 0) {
        clean.writeBytes(REDACTED);
      }
    }
    return clean.toByteArray();
  }
}
