// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Reading;
import sidstream.ingest.verify.Verdict;

/**
 * The answer table: everything that a sender can be told. Bodies are empty.
 *
 * <p>200 means durable, never less. A fault of ours is 503, which senders repeat, never a 4xx,
 * which many of them do not. What a sender did right but we cannot read is 200 all the same: a
 * provider that sees failures may switch the callback off.
 */
enum Reply {
  STORED(200, "read, and durable"),
  SPOOLED(200, "read, and synced to the spool; Kafka gets it later"),
  QUARANTINED(200, "not readable, and its bytes durable for `webhooks-quarantine`"),
  WELCOME(200, "`HEAD` of a callback URL, or `GET` of one without a query: nothing is stored"),
  MALFORMED(400, "no HTTP, or of a shape that two servers may read differently", Header.CLOSE),
  /** Asks for Basic credentials whoever verifies: most providers send them only when asked. */
  STRANGER(
      401,
      "no live secret, wrong credentials or a wrong signature",
      Header.of(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"sidstream\"")),
  UNWANTED(403, "from an address that nothing is taken from"),
  UNKNOWN(404, "no such source or feed"),
  WRONG_METHOD(
      405,
      "another method than `GET`, `HEAD` or `POST`",
      Header.of(HttpHeader.ALLOW, "GET, HEAD, POST")),
  TOO_SLOW(
      408,
      "header not complete within `sidstream.http.header-time`, or request not within"
          + " `sidstream.http.request-time`",
      Header.CLOSE),
  TOO_LARGE(
      413, "body above `sidstream.http.max-body-bytes` and the feed's own limit", Header.CLOSE),
  LONG_TARGET(414, "URL above `sidstream.http.max-header-bytes`", Header.CLOSE),
  LARGE_HEADER(
      431,
      "header above `sidstream.http.max-header-bytes`, or the largest of too many unfinished ones",
      Header.CLOSE),
  NO_RECEIPT(503, "not durable within `sidstream.http.deadline`", Header.RETRY),
  BUSY(503, "connections, requests or bytes at their bound, or stopping", Header.RETRY),
  FAULT(503, "a fault of ours", Header.RETRY);

  private final int status;
  private final String situation;

  @SuppressWarnings("ImmutableEnumChecker") // a field is, in all that shows
  private final @Nullable HttpField header;

  private static final class Header {
    static final HttpField CLOSE = of(HttpHeader.CONNECTION, "close");
    static final HttpField RETRY = of(HttpHeader.RETRY_AFTER, "1");

    /** By its constant: the server heeds no header that is given by name only. */
    static HttpField of(HttpHeader name, String value) {
      return new PreEncodedHttpField(name, value);
    }
  }

  Reply(int status, String situation) {
    this.status = status;
    this.situation = situation;
    header = null;
  }

  Reply(int status, String situation, HttpField header) {
    this.status = status;
    this.situation = situation;
    this.header = header;
  }

  /** What the sender of an authenticated webhook is told; a null receipt is none. */
  static Reply of(Reading reading, @Nullable Receipt receipt) {
    if (receipt == null) {
      return NO_RECEIPT;
    }
    if (reading instanceof Reading.Quarantine) {
      return QUARANTINED;
    }
    return receipt instanceof Receipt.Spooled ? SPOOLED : STORED;
  }

  /** What a sender who is refused is told. */
  static Reply of(Verdict.Refused refused) {
    return switch (refused.ground()) {
      case CREDENTIALS -> STRANGER;
      case ADDRESS -> UNWANTED;
    };
  }

  /** What is told of a request that never became one, by the status HTTP has for it. */
  static Reply ofBroken(int httpStatus) {
    return switch (httpStatus) {
      case 408 -> TOO_SLOW;
      case 413 -> TOO_LARGE;
      case 414 -> LONG_TARGET;
      case 431 -> LARGE_HEADER;
      case 503 -> BUSY;
      case 505 -> MALFORMED;
      default -> httpStatus < 500 ? MALFORMED : FAULT;
    };
  }

  int status() {
    return status;
  }

  /** When it is given, for the documentation. */
  String situation() {
    return situation;
  }

  /** What it carries besides the status; null for nothing. */
  @Nullable HttpField header() {
    return header;
  }

  Map<String, String> headers() {
    return header == null ? Map.of() : Map.of(header.getName(), header.getValue());
  }

  boolean closes() {
    return Header.CLOSE.equals(header);
  }
}
