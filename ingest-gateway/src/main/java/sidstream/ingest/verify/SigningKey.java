// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A key of Standard Webhooks, as providers hand them out. */
sealed interface SigningKey {

  String SYMMETRIC = "whsec_";
  String PUBLIC = "whpk_";

  /** Whether one of the signatures is this key's. Compares in constant time, and never throws. */
  boolean signed(byte[] head, ByteBuffer body, String[] signatures);

  /**
   * @throws IllegalArgumentException when it is neither
   */
  static SigningKey of(String serialized) {
    if (serialized.startsWith(PUBLIC)) {
      return new Ed25519(decoded(serialized.substring(PUBLIC.length())));
    }
    if (serialized.startsWith(SYMMETRIC)) {
      return new Sha256(decoded(serialized.substring(SYMMETRIC.length())));
    }
    throw new IllegalArgumentException("a secret must begin with 'whsec_' or 'whpk_'");
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a secret must be base64 after its 'whsec_' or 'whpk_'");
    }
  }

  /** {@code v1}: one key for both sides. */
  final class Sha256 implements SigningKey {

    private static final String VERSION = "v1,";
    private static final int SHORTEST = 16;

    private final MacKey key;

    private Sha256(byte[] bytes) {
      if (bytes.length < SHORTEST) {
        throw new IllegalArgumentException("a secret must have " + SHORTEST + " bytes or more");
      }
      key = new MacKey("HmacSHA256", bytes);
    }

    @Override
    public boolean signed(byte[] head, ByteBuffer body, String[] signatures) {
      String base64 = Base64.getEncoder().encodeToString(key.sign(head, body));
      List<byte[]> expected = List.of((VERSION + base64).getBytes(US_ASCII));
      boolean signed = false;
      for (String signature : signatures) {
        signed |= Tokens.isOneOf(expected, signature);
      }
      return signed;
    }
  }

  /** {@code v1a}: only the sender can sign. */
  final class Ed25519 implements SigningKey {

    private static final String VERSION = "v1a,";
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    /** What X.509 writes before the 32 bytes of such a key (RFC 8410). */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;

    private Ed25519(byte[] bytes) {
      if (bytes.length != KEY_BYTES) {
        throw new IllegalArgumentException("a public key must have " + KEY_BYTES + " bytes");
      }
      byte[] encoded =
          ByteBuffer.allocate(X509_HEAD.length + KEY_BYTES).put(X509_HEAD).put(bytes).array();
      try {
        key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        Signature.getInstance(ALGORITHM).initVerify(key);
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("a public key must be a point of Ed25519", e);
      }
    }

    @Override
    public boolean signed(byte[] head, ByteBuffer body, String[] signatures) {
      boolean signed = false;
      for (String signature : signatures) {
        signed |= signature.startsWith(VERSION) && signed(head, body, signature);
      }
      return signed;
    }

    private boolean signed(byte[] head, ByteBuffer body, String signature) {
      try {
        byte[] bytes = Base64.getDecoder().decode(signature.substring(VERSION.length()));
        String canonical = VERSION + Base64.getEncoder().encodeToString(bytes);
        return bytes.length == SIGNATURE_BYTES
            && canonical.equals(signature)
            && verify(head, body, bytes);
      } catch (IllegalArgumentException | SignatureException e) {
        return false; // no base64, or nothing that can be a signature
      }
    }

    private boolean verify(byte[] head, ByteBuffer body, byte[] signature)
        throws SignatureException {
      try {
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(key);
        verifier.update(head);
        verifier.update(body.duplicate());
        return verifier.verify(signature);
      } catch (SignatureException e) {
        throw e;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the key was fine before", e);
      }
    }
  }
}
