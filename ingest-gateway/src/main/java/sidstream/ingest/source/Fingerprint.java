// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The content of a webhook in 16 hex digits (64 bits of SHA-256). Equal for equal facts, whatever
 * their order, encoding and multipart boundary, so that a repeat can be told from an amendment.
 */
public final class Fingerprint {

  private static final int DIGEST_BYTES = 8;

  private byte[] content = new byte[2048];
  private int length;

  private Fingerprint() {}

  /**
   * @param fields facts of the body, in the order of their names
   * @param query facts of the callback URL, in that order; told apart from equal ones of the body
   */
  public static String of(Map<String, String> fields, SortedMap<String, String> query) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.addAll(fields);
    fingerprint.addAll(query);
    return fingerprint.hex();
  }

  /** Of a list of texts, in their order. */
  public static String of(List<String> texts) {
    Fingerprint fingerprint = new Fingerprint();
    texts.forEach(fingerprint::add);
    return fingerprint.hex();
  }

  private void addAll(Map<String, String> facts) {
    addLength(facts.size());
    facts.forEach(
        (name, value) -> {
          add(name);
          add(value);
        });
  }

  /** With its length, so that no two lists of texts run into the same bytes. */
  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    addLength(bytes.length);
    ensureRoom(bytes.length);
    System.arraycopy(bytes, 0, content, length, bytes.length);
    length += bytes.length;
  }

  private void addLength(int value) {
    ensureRoom(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      content[length++] = (byte) (value >>> shift);
    }
  }

  private void ensureRoom(int bytes) {
    if (content.length - length < bytes) {
      content = Arrays.copyOf(content, Math.max(2 * content.length, length + bytes));
    }
  }

  private String hex() {
    MessageDigest digest = sha256();
    digest.update(content, 0, length);
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
