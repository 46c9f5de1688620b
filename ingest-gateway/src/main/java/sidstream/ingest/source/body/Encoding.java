// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a body is encoded. What the body shows beyond doubt counts before what its header says:
 * senders change a content type more often by mistake than a body.
 */
enum Encoding {
  EMPTY,
  MULTIPART,
  FORM,
  JSON,
  UNSUPPORTED;

  static Encoding of(@Nullable String contentType, byte[] body) {
    int start = start(body);
    if (start == body.length) {
      return EMPTY;
    }
    if (body[start] == '{' || body[start] == '[') {
      return JSON;
    }
    if (body[start] == '-' && start + 1 < body.length && body[start + 1] == '-') {
      return MULTIPART;
    }
    return declared(contentType, body);
  }

  /** A query is a form, whatever it begins with. */
  static Encoding ofQuery(byte[] query) {
    return start(query) == query.length ? EMPTY : FORM;
  }

  private static Encoding declared(@Nullable String contentType, byte[] body) {
    if (looksLikeForm(body)) {
      return FORM;
    }
    String type = contentType == null ? "" : contentType;
    int parameters = type.indexOf(';');
    String media =
        (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    if (media.startsWith("multipart/")) {
      return MULTIPART;
    }
    if (media.endsWith("/json") || media.endsWith("+json")) {
      return JSON;
    }
    return media.equals("application/x-www-form-urlencoded") ? FORM : UNSUPPORTED;
  }

  /** Where the content begins, after a byte order mark and white space. */
  private static int start(byte[] body) {
    int start = hasMark(body) ? 3 : 0;
    while (start < body.length && body[start] >= 0 && body[start] <= ' ') {
      start++;
    }
    return start;
  }

  private static boolean hasMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  /** Has an equals sign, and nothing that an encoder of forms would have escaped. */
  private static boolean looksLikeForm(byte[] body) {
    boolean equals = false;
    for (byte b : body) {
      if (b <= ' ' || b == '<' || b == '>' || b == '"') {
        return false;
      }
      equals |= b == '=';
    }
    return equals;
  }
}
