// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs by HMAC (RFC 2104). Thread-safe: each signature has its own {@link Mac}. */
final class MacKey {

  private final Mac prototype;

  /**
   * @param algorithm in Java's words, for example {@code HmacSHA256}
   * @param key not empty
   */
  MacKey(String algorithm, byte[] key) {
    try {
      prototype = Mac.getInstance(algorithm);
      prototype.init(new SecretKeySpec(key, algorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** Over one text after the other. */
  byte[] sign(byte[] head, ByteBuffer body) {
    try {
      Mac mac = (Mac) prototype.clone(); // without a look-up of the algorithm per request
      mac.update(head);
      mac.update(body.duplicate());
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK's HMAC can be cloned", e);
    }
  }
}
