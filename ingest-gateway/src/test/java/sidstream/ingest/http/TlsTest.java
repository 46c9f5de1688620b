// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sidstream.chassis.ops.Check;
import sidstream.chassis.run.StartException;
import sidstream.ingest.log.InMemoryEventLog;
import sidstream.ingest.source.PlainSource;
import sidstream.schemas.record.WebhookEvent;

@Tag("slow")
class TlsTest {

  /** The files are looked at every ten seconds. */
  private static final Duration LOOK = Duration.ofSeconds(40);

  @TempDir private Path directory;
  private final InMemoryEventLog memory = new InMemoryEventLog();
  private Certificates certificates;
  private TestServer server;

  @BeforeEach
  void prepare() throws Exception {
    certificates = new Certificates(directory);
    server = TestServer.of(memory, new PlainSource(), certificates.files());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"RSA, HTTP_2", "RSA, HTTP_1_1", "EC, HTTP_2", "EC, HTTP_1_1"})
  void aWebhookIsTakenOverTls(String algorithm, HttpClient.Version version) throws Exception {
    HttpClient client = client(certificates.write(algorithm, "-1H"), version, "TLSv1.3");
    server.real().start();
    HttpResponse<String> response = post(client, "c0ffee");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.version()).isEqualTo(version);
    assertThat(response.headers().firstValue("Server")).isEmpty();
    assertThat(post(client, "x".repeat(1001)).statusCode()).isEqualTo(413);
    assertThat(post(client, "decade").statusCode()).isEqualTo(200);
    assertThat(memory.events())
        .extracting(WebhookEvent::getSid)
        .containsExactly("c0ffee", "decade");
    assertThat(server.scrape()).containsPattern("sidstream_http_certificate_seconds 8\\d{4}");
  }

  @Test
  void tls12Works() throws Exception {
    Certificate certificate = certificates.write("RSA", "-1H");
    server.real().start();
    HttpClient client = client(certificate, HttpClient.Version.HTTP_2, "TLSv1.2");
    assertThat(post(client, "c0ffee").statusCode()).isEqualTo(200);
  }

  @Test
  void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
    HttpClient old =
        client(certificates.write("RSA", "-1H"), HttpClient.Version.HTTP_1_1, "TLSv1.3");
    TlsCertificate tls = new TlsCertificate(certificates.files());
    Certificate before = tls.open().getKeyStore().getCertificate("http");
    Certificate renewed = certificates.write("EC", "-1H");
    tls.reload();
    assertThat(tls.problem()).isNull();
    assertThat(renewed).isNotEqualTo(before);
    server.real().start();
    assertThat(post(client(renewed, HttpClient.Version.HTTP_2, "TLSv1.3"), "c0ffee").statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() -> post(old, "c0ffee")).isInstanceOf(IOException.class);
  }

  @Test
  void brokenFilesKeepTheOldCertificateInUse() throws Exception {
    Certificate first = certificates.write("RSA", "-1H");
    TlsCertificate tls = new TlsCertificate(certificates.files());
    var factory = tls.open();
    Files.writeString(certificates.files().key(), "oops");
    tls.reload();
    assertThat(tls.problem()).contains("privkey.pem (sidstream.http.tls.key) holds no private key");
    assertThat(factory.getKeyStore().getCertificate("http")).isEqualTo(first);
    certificates.write("RSA", "-1H");
    tls.reload();
    assertThat(tls.problem()).isNull();
  }

  @Test
  void aRunningServerFollowsLinksThatARenewalReplaces() throws Exception {
    Certificates first = archive("1");
    Certificates second = archive("2");
    Certificate old = first.write("RSA", "-1H");
    Certificate renewed = second.write("EC", "-1H");
    link(first);
    server.real().start();
    HttpClient before = client(old, HttpClient.Version.HTTP_1_1, "TLSv1.3");
    assertThat(post(before, "c0ffee").statusCode()).isEqualTo(200);
    link(second);
    HttpClient after = client(renewed, HttpClient.Version.HTTP_1_1, "TLSv1.3");
    await()
        .atMost(LOOK)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> post(after, "decade").statusCode() == 200);
    assertThatThrownBy(() -> post(before, "facade")).isInstanceOf(IOException.class);
    assertThat(server.real().check()).isEqualTo(Check.OK);
  }

  @Test
  void aRunningServerKeepsTheOldCertificateWhileTheFilesAreBrokenAndSaysSo() throws Exception {
    Certificate certificate = certificates.write("RSA", "-1H");
    server.real().start();
    Files.writeString(certificates.files().certificate(), "oops");
    await().atMost(LOOK).until(() -> !server.real().check().equals(Check.OK));
    Check check = server.real().check();
    assertThat(check.ready()).isTrue();
    assertThat(check.detail())
        .startsWith("certificate not renewed: the file ")
        .contains("fullchain.pem (sidstream.http.tls.certificate) holds no certificate");
    assertThat(server.scrape()).contains("sidstream_http_certificate_stale 1");
    HttpClient client = client(certificate, HttpClient.Version.HTTP_2, "TLSv1.3");
    assertThat(post(client, "c0ffee").statusCode()).isEqualTo(200);
  }

  /** A directory of one issue of the certificate, as certbot keeps them. */
  private Certificates archive(String issue) throws IOException {
    return new Certificates(Files.createDirectory(directory.resolve(issue)));
  }

  /** Lets the configured paths lead to that issue. */
  private void link(Certificates issue) throws IOException {
    replace(certificates.files().certificate(), issue.files().certificate());
    replace(certificates.files().key(), issue.files().key());
  }

  private static void replace(Path link, Path target) throws IOException {
    Path next = link.resolveSibling("next");
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void anExpiredCertificateIsServedAndShows() throws Exception {
    certificates.write("RSA", "-3d");
    server.real().start();
    assertThat(server.scrape()).containsPattern("sidstream_http_certificate_seconds -\\d+");
  }

  @Test
  void aMissingFileIsNamedWithItsSetting() {
    assertThatThrownBy(server.real()::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("fullchain.pem (sidstream.http.tls.certificate) cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\noops"})
  void aFileWithoutACertificateIsNamed(String text) throws Exception {
    certificates.write("RSA", "-1H");
    Files.writeString(certificates.files().certificate(), text);
    assertThatThrownBy(server.real()::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining(
            "fullchain.pem (sidstream.http.tls.certificate) holds no certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "ENCRYPTED PRIVATE KEY, is encrypted; an unencrypted one is made by: openssl pkcs8",
    "RSA PRIVATE KEY, 'is not PKCS#8, which is made by: openssl pkcs8'",
    "EC PRIVATE KEY, 'is not PKCS#8, which is made by: openssl pkcs8'",
    "PRIVATE KEY, 'holds no private key of the certificate''s kind, RSA'",
    "CERTIFICATE, holds no private key in PEM form"
  })
  void aKeyThatCannotBeUsedIsNamed(String kind, String why) throws Exception {
    certificates.write("RSA", "-1H");
    Certificates.pem(certificates.files().key(), kind, Base64.getDecoder().decode("b29wcw=="));
    assertThatThrownBy(server.real()::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("privkey.pem (sidstream.http.tls.key) " + why);
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() throws Exception {
    certificates.write("RSA", "-1H");
    byte[] other = Files.readAllBytes(certificates.files().certificate());
    certificates.write("RSA", "-1H");
    Files.write(certificates.files().certificate(), other);
    assertThatThrownBy(server.real()::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("(sidstream.http.tls.key) does not belong to the certificate in");
  }

  private HttpResponse<String> post(HttpClient client, String body) throws Exception {
    URI url = URI.create("https://127.0.0.1:" + server.port() + TestServer.path("plain"));
    return client.send(
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpClient client(Certificate trusted, HttpClient.Version version, String protocol)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(List.of(protocol).toArray(String[]::new));
    return HttpClient.newBuilder()
        .sslContext(context)
        .sslParameters(parameters)
        .version(version)
        .build();
  }
}
