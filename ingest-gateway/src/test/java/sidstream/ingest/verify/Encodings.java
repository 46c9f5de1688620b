// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How senders encode a text, and how it is read again. */
enum Encodings {
  /** Java's and PHP's. */
  FORM(text -> URLEncoder.encode(text, UTF_8), Encodings::unescaped),
  /** Lower case, and the space as {@code %20}. */
  LOWER(text -> lower(URLEncoder.encode(text, UTF_8)), Encodings::unescaped),
  /** JavaScript's {@code encodeURI}: delimiters stay. */
  URI(
      text -> text.replace("%", "%25").replace("\"", "%22").replace(" ", "%20"),
      Encodings::percent),
  /** Each character, also those that need it not. */
  EACH(Encodings::each, Encodings::unescaped),
  /** JSON as most write it. */
  JSON(
      text -> text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"),
      Encodings::json),
  /** JSON as PHP writes it. */
  SLASHED(text -> JSON.encode(text).replace("/", "\\/"), Encodings::json),
  /** JSON as Gson writes it for HTML. */
  HTML(text -> JSON.encode(text).replace("=", "\\u003d").replace("&", "\\u0026"), Encodings::json),
  /** Each character, also those that need it not. */
  UNICODE(
      text -> text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining()),
      Encodings::json);

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final UnaryOperator<String> encode;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final UnaryOperator<String> decode;

  Encodings(UnaryOperator<String> encode, UnaryOperator<String> decode) {
    this.encode = encode;
    this.decode = decode;
  }

  String encode(String text) {
    return encode.apply(text);
  }

  /** The redacted parts, whose brackets are not encoded, come out as they are. */
  String decode(String text) {
    return decode.apply(text);
  }

  private static String unescaped(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static String percent(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static String lower(String encoded) {
    StringBuilder text = new StringBuilder(encoded.replace("+", "%20"));
    for (int at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 1)) {
      text.replace(at, at + 3, text.substring(at, at + 3).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String each(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      encoded.append("%%%02X".formatted(b & 0xFF));
    }
    return encoded.toString();
  }

  private static String json(String text) {
    try (JsonParser parser = new JsonFactory().createParser('"' + text + '"')) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
