// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * The content of a webhook in 16 hex digits (64 bits of SHA-256). Equal for equal facts, whatever
 * their order, encoding and multipart boundary, so that a repeat can be told from an amendment.
 */
public final class Fingerprint {

  private static final int DIGITS = 16;

  private final MessageDigest digest = sha256();

  private Fingerprint() {}

  /**
   * @param fields facts of the body
   * @param query facts of the callback URL; told apart from equal ones of the body
   */
  public static String of(SortedMap<String, String> fields, SortedMap<String, String> query) {
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

  private void addAll(SortedMap<String, String> facts) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(facts.size()).flip());
    facts.forEach(
        (name, value) -> {
          add(name);
          add(value);
        });
  }

  /** With its length, so that no two lists of texts run into the same bytes. */
  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
