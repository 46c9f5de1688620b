// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes certificates for 127.0.0.1 with the JDK's own tool, as PEM files. */
final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Made once each: the tool takes a second. */
  private static final Map<String, KeyStore> MADE = new ConcurrentHashMap<>();

  private final Path directory;
  private int written;

  Certificates(Path directory) {
    this.directory = directory;
  }

  /** Where {@link #write} writes. */
  TlsFiles files() {
    return new TlsFiles(directory.resolve("fullchain.pem"), directory.resolve("privkey.pem"));
  }

  /**
   * Writes a new certificate and its key.
   *
   * @param algorithm of the key: RSA or EC
   * @param from start of its day of validity, as keytool has it, for example {@code -1H}
   */
  Certificate write(String algorithm, String from) throws Exception {
    String name = algorithm + from + written++;
    KeyStore store = MADE.containsKey(name) ? MADE.get(name) : make(algorithm, from);
    MADE.put(name, store);
    Certificate certificate = store.getCertificate("test");
    pem(files().certificate(), "CERTIFICATE", certificate.getEncoded());
    pem(files().key(), "PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded());
    return certificate;
  }

  static void pem(Path file, String kind, byte[] der) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n", US_ASCII);
  }

  private KeyStore make(String algorithm, String from) throws Exception {
    Path file = directory.resolve("store.p12");
    Files.deleteIfExists(file);
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "test",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-startdate",
                    from,
                    "-validity",
                    "1",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
    }
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }
}
