// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.run.StartException;

/**
 * The certificate in use, exchanged without a stop when its files change. Looks at what is in the
 * files, every ten seconds: tools replace links, and a file's date proves nothing. While new files
 * make no sense, the old certificate stays in use and the problem shows.
 */
final class TlsCertificate implements Waiting {

  private static final Logger log = LoggerFactory.getLogger(TlsCertificate.class);
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  /** Forward secret and authenticated ones; the first three are TLS 1.3's. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  private final TlsFiles files;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private TlsFiles.@Nullable Content loaded;
  private long looked = System.nanoTime();
  private volatile Instant expires = Instant.MAX;
  private volatile @Nullable String problem;

  TlsCertificate(TlsFiles files) {
    this.files = files;
  }

  /**
   * Reads the files for the first time.
   *
   * @throws StartException when they make no sense
   */
  SslContextFactory.Server open() {
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setIncludeCipherSuites(CIPHERS);
    factory.setRenegotiationAllowed(false);
    try {
      TlsFiles.Content content = files.read();
      KeyStore store = files.keyStore(content);
      use(factory, store, own(store));
      loaded = content;
    } catch (IOException | KeyStoreException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    return factory;
  }

  /** Why the files' present content is not in use; null when it is. */
  @Nullable String problem() {
    return problem;
  }

  /** Seconds until the one in use expires; negative when it has. */
  long secondsLeft() {
    return Duration.between(Instant.now(), expires).toSeconds();
  }

  @Override
  public void look(long now) {
    if (now - looked >= INTERVAL) {
      looked = now;
      reload();
    }
  }

  void reload() {
    try {
      TlsFiles.Content content = files.read();
      if (!content.equals(loaded)) {
        KeyStore store = files.keyStore(content);
        X509Certificate own = own(store);
        factory.reload(changed -> use(changed, store, own));
        loaded = content;
        log.atInfo().addKeyValue("expires", expires).log("the certificate was exchanged");
      }
      problem = null;
    } catch (Exception e) { // the old one stays in use
      report(String.valueOf(e.getMessage()));
    }
  }

  private void report(String why) {
    if (!why.equals(problem)) {
      log.atError().addKeyValue("cause", why).log("the certificate in use stays: no new one");
    }
    problem = why;
  }

  private static X509Certificate own(KeyStore store) throws KeyStoreException {
    return (X509Certificate) store.getCertificate(TlsFiles.ALIAS);
  }

  private void use(SslContextFactory context, KeyStore store, X509Certificate own) {
    context.setKeyStore(store);
    context.setKeyStorePassword("");
    expires = own.getNotAfter().toInstant();
    if (secondsLeft() < 0) {
      log.atWarn().addKeyValue("expired", expires).log("the certificate has expired");
    }
  }
}
