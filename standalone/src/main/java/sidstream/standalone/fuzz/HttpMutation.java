// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import sidstream.testkit.ExotelSample;
import sidstream.testkit.ExotelSamples;

/**
 * Requests that begin as good ones and are spoiled: request line, headers, chunking, body, length,
 * or several requests in one piece. The same seed makes the same requests.
 */
final class HttpMutation {

  private static final List<ExotelSample> SAMPLES = ExotelSamples.all();
  private static final List<String> SPITE =
      List.of(
          "Content-Length: 0\r\n",
          "Content-Length: 5\r\nContent-Length: 6\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Transfer-Encoding: xchunked\r\n",
          "Content-Encoding: gzip\r\n",
          "Expect: 100-continue\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA\r\n",
          "Connection: close\r\n",
          "Host: a\r\nHost: b\r\n",
          "X: " + "x".repeat(9000) + "\r\n",
          " folded: header\r\n",
          "No colon at all\r\n",
          "\u0000: \u0000\r\n",
          "Forwarded: for=\"[::1\"\r\n",
          "X-Forwarded-For: , ,,999.1.1.1\r\n",
          "Authorization: Basic ====\r\n",
          "Cookie: =;=;=\r\n");
  private static final List<String> LINES =
      List.of(
          "GET %s HTTP/1.1\r\n",
          "GET %s?CallSid=a&CallFrom=b HTTP/1.1\r\n",
          "HEAD %s HTTP/1.1\r\n",
          "PUT %s HTTP/1.1\r\n",
          "POST %s HTTP/1.0\r\n",
          "POST %s HTTP/9.9\r\n",
          "POST %s/%%zz/../.. HTTP/1.1\r\n",
          "POST http://x%s HTTP/1.1\r\n",
          "POST  %s  HTTP/1.1\r\n",
          "POST %s\r\n",
          "POST %s?%%00=%%ff&a[=]&b HTTP/1.1\n",
          "CONNECT %s HTTP/1.1\r\n",
          "PRI * HTTP/2.0%s\r\n",
          "\r\n\r\nPOST %s HTTP/1.1\r\n");

  private final Random random;
  private final String path;

  HttpMutation(String path, long seed) {
    this.path = path;
    random = new Random(seed);
  }

  /** A good one: answered 200. */
  byte[] good() {
    ExotelSample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
    byte[] body = sample.body();
    return request("POST " + path + " HTTP/1.1\r\n", sample, body, body.length);
  }

  /** One to three in one piece, each spoiled somewhere or not at all. */
  byte[] next() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
      all.writeBytes(spoiled());
    }
    return random.nextInt(4) == 0 ? flipped(all.toByteArray()) : all.toByteArray();
  }

  private byte[] spoiled() {
    ExotelSample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
    String line =
        random.nextInt(3) == 0
            ? LINES.get(random.nextInt(LINES.size())).formatted(path)
            : "POST " + path + " HTTP/1.1\r\n";
    StringBuilder spite = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      spite.append(SPITE.get(random.nextInt(SPITE.size())));
    }
    byte[] body = random.nextBoolean() ? sample.body() : flipped(sample.body());
    return random.nextInt(3) == 0
        ? chunked(line + spite, sample, body)
        : request(line + spite, sample, body, length(body));
  }

  /** Mostly the true one. */
  private int length(byte[] body) {
    return body.length + (random.nextInt(16) == 0 ? random.nextInt(9) - 4 : 0);
  }

  private static byte[] request(String lines, ExotelSample sample, byte[] body, int length) {
    ByteArrayOutputStream all = head(lines, sample, "Content-Length: " + length);
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** Up to the blank line; a sample of a GET has no content type. */
  private static ByteArrayOutputStream head(String lines, ExotelSample sample, String framing) {
    String type =
        sample.contentType() == null ? "" : "Content-Type: " + sample.contentType() + "\r\n";
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes((lines + "Host: x\r\n" + type + framing + "\r\n\r\n").getBytes(ISO_8859_1));
    return head;
  }

  private byte[] chunked(String lines, ExotelSample sample, byte[] body) {
    ByteArrayOutputStream all = head(lines, sample, "Transfer-Encoding: chunked");
    int at = 0;
    while (at < body.length) {
      int size = Math.min(body.length - at, 1 + random.nextInt(700));
      String announced = Integer.toHexString(size + (random.nextInt(40) == 0 ? 1 : 0));
      String extension = random.nextInt(10) == 0 ? ";a=\"b" : "";
      all.writeBytes((announced + extension + "\r\n").getBytes(ISO_8859_1));
      all.write(body, at, size);
      all.writeBytes((random.nextInt(40) == 0 ? "\n" : "\r\n").getBytes(ISO_8859_1));
      at += size;
    }
    all.writeBytes(
        (random.nextInt(10) == 0 ? "0\r\nTrailer: x\r\n\r\n" : "0\r\n\r\n").getBytes(ISO_8859_1));
    return all.toByteArray();
  }

  private byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    for (int i = 1 + random.nextInt(4); i > 0 && other.length > 0; i--) {
      other[random.nextInt(other.length)] = (byte) random.nextInt(256);
    }
    return other;
  }
}
