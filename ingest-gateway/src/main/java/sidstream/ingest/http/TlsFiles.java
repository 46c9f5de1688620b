// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Where the port's certificate and key are, as certbot, mkcert and openssl write them.
 *
 * @param certificate PEM file, the server's own certificate first, then those that vouch for it
 * @param key PEM file of its private key, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

  static final String ALIAS = "http";

  private static final String SETTING = "sidstream.http.tls.";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final char[] NO_PASSWORD = {};

  /** What the two files hold now. */
  record Content(String certificate, String key) {}

  /**
   * @throws IOException with a message that names the file and its setting
   */
  Content read() throws IOException {
    return new Content(text("certificate", certificate), text("key", key));
  }

  /**
   * @throws IOException with a message that names the file and its setting
   */
  KeyStore keyStore(Content content) throws IOException {
    List<X509Certificate> chain = chain(content.certificate());
    PublicKey open = chain.get(0).getPublicKey();
    PrivateKey secret = key(content.key(), open);
    if (!belongTogether(secret, open)) {
      throw wrong("key", key, "does not belong to the certificate in " + certificate);
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry(ALIAS, secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException e) {
      throw wrong("certificate", certificate, "cannot be used: " + e);
    }
  }

  private static String text(String setting, Path file) throws IOException {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw wrong(setting, file, "cannot be read: " + e);
    }
  }

  private List<X509Certificate> chain(String pem) throws IOException {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(ISO_8859_1)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (CertificateException e) {
      // said below
    }
    throw wrong("certificate", certificate, "holds no certificate in PEM form");
  }

  private PrivateKey key(String text, PublicKey open) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw wrong("key", key, whyNoKey(text));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance(open.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw wrong(
          "key", key, "holds no private key of the certificate's kind, " + open.getAlgorithm());
    }
  }

  private String whyNoKey(String text) {
    if (text.contains("ENCRYPTED")) {
      return "is encrypted; an unencrypted one is made by: openssl pkcs8 -topk8 -nocrypt -in "
          + key;
    }
    return text.contains("PRIVATE KEY-----")
        ? "is not PKCS#8, which is made by: openssl pkcs8 -topk8 -nocrypt -in " + key
        : "holds no private key in PEM form";
  }

  private static boolean belongTogether(PrivateKey secret, PublicKey open) {
    try {
      Signature signature = Signature.getInstance(algorithm(open));
      signature.initSign(secret);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static IOException wrong(String setting, Path file, String what) {
    return new IOException("the file " + file + " (" + SETTING + setting + ") " + what);
  }
}
