// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code multipart/form-data} (RFC 7578) whose parts are short texts.
 *
 * <p>Takes a part without Content-Type, bare line feeds, a preamble, and anything after the closing
 * delimiter. Without a closing delimiter the last value may be cut off: then nothing is read.
 */
final class MultipartForm {

  private static final int MAX_BOUNDARY = 200;
  private static final byte[] USUAL = "Content-Disposition: form-data; name=\"".getBytes(US_ASCII);

  private final byte[] body;

  /** The bytes as characters: they are searched by the VM itself. */
  private final String characters;

  /** Likewise. */
  private final String delimiter;

  /**
   * With the line feed before it: no two places where it may stand overlap, so that no body is
   * looked at twice.
   */
  private final String fedDelimiter;

  /** Whether a name may not be what it looks like. */
  private final boolean escapes;

  private final List<Entry<String, String>> parts = new ArrayList<>();

  private MultipartForm(byte[] body, byte[] delimiter) {
    this.body = body;
    this.characters = new String(body, ISO_8859_1);
    this.delimiter = new String(delimiter, ISO_8859_1);
    this.fedDelimiter = '\n' + this.delimiter;
    this.escapes = characters.indexOf('\\') >= 0;
  }

  /**
   * Names and values in their order.
   *
   * @param contentType header with the boundary; where it has none that fits, the body's first line
   *     is the delimiter
   */
  static List<Entry<String, String>> parts(byte[] body, @Nullable String contentType)
      throws UnreadableBody {
    String boundary = contentType == null ? null : HeaderParameters.find("boundary", contentType);
    if (boundary != null && !boundary.isEmpty()) {
      MultipartForm form = new MultipartForm(body, ("--" + boundary).getBytes(UTF_8));
      if (form.nextDelimiter(0) >= 0) {
        return form.read();
      }
    }
    return new MultipartForm(body, firstLine(body)).read();
  }

  private static byte[] firstLine(byte[] body) throws UnreadableBody {
    String line = new String(body, UTF_8).stripLeading().lines().findFirst().orElse("").strip();
    if (!line.startsWith("--") || line.length() < 3 || line.length() > MAX_BOUNDARY) {
      throw UnreadableBody.malformed("the multipart body does not begin with a boundary");
    }
    return line.getBytes(UTF_8);
  }

  private List<Entry<String, String>> read() throws UnreadableBody {
    int at = nextDelimiter(0);
    while (at >= 0 && !closes(at)) {
      int start = nextLine(at);
      at = nextDelimiter(start);
      if (at >= 0) {
        parts.add(part(start, Math.max(start, withoutLineEnd(at))));
      }
    }
    if (at < 0) {
      throw UnreadableBody.malformed("the multipart body has no closing delimiter");
    }
    return parts;
  }

  private Entry<String, String> part(int start, int end) throws UnreadableBody {
    String name = null;
    int line = start;
    while (line < end && !isBlank(line)) {
      int next = Math.min(end, nextLine(line));
      name = name != null ? name : fieldName(line, next);
      line = next;
    }
    if (name == null) {
      throw UnreadableBody.malformed("part " + (parts.size() + 1) + " has no name");
    }
    int value = Math.min(end, nextLine(line));
    return Map.entry(name, new String(body, value, end - value, UTF_8));
  }

  private @Nullable String fieldName(int line, int next) {
    if (isUsual(line)) { // without a scan of its parameters
      int start = line + USUAL.length;
      int end = characters.indexOf('"', start);
      if (end > 0 && end < next && !escapes) {
        return new String(body, start, end - start, UTF_8);
      }
    }
    return fieldName(new String(body, line, next - line, UTF_8));
  }

  private static @Nullable String fieldName(String header) {
    int colon = header.indexOf(':');
    boolean disposition =
        colon > 0 && header.substring(0, colon).strip().equalsIgnoreCase("Content-Disposition");
    return disposition ? HeaderParameters.find("name", header.substring(colon + 1).strip()) : null;
  }

  /** Where the next delimiter line begins, or -1. */
  private int nextDelimiter(int from) {
    int at = from == 0 && characters.startsWith(delimiter) ? 0 : behindLineFeed(from - 1);
    while (at >= 0 && !closes(at) && !endsLine(at + delimiter.length())) {
      at = behindLineFeed(at);
    }
    return at;
  }

  private int behindLineFeed(int from) {
    int lineFeed = characters.indexOf(fedDelimiter, from);
    return lineFeed < 0 ? -1 : lineFeed + 1;
  }

  private boolean isUsual(int line) {
    int end = line + USUAL.length;
    return end <= body.length && Arrays.equals(body, line, end, USUAL, 0, USUAL.length);
  }

  private boolean closes(int at) {
    int end = at + delimiter.length();
    return end + 1 < body.length && body[end] == '-' && body[end + 1] == '-';
  }

  private boolean endsLine(int at) {
    int i = at;
    while (i < body.length && (body[i] == ' ' || body[i] == '\t' || body[i] == '\r')) {
      i++;
    }
    return i < body.length && body[i] == '\n';
  }

  private boolean isBlank(int line) {
    return body[line] == '\n'
        || (body[line] == '\r' && line + 1 < body.length && body[line + 1] == '\n');
  }

  private int nextLine(int from) {
    int end = characters.indexOf('\n', from);
    return end < 0 ? body.length : end + 1;
  }

  private int withoutLineEnd(int at) {
    int end = at - 1; // the line feed
    return end > 0 && body[end - 1] == '\r' ? end - 1 : end;
  }
}
