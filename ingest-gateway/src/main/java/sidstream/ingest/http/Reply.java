// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.log.Receipt;
import sidstream.ingest.source.Reading;

/**
 * The answer table: everything that a sender can be told. Bodies are empty.
 *
 * <p>200 means durable, never less. A fault of ours is 503, which senders repeat, never a 4xx,
 * which many of them do not. What a sender did right but we cannot read is 200 all the same: a
 * provider that sees failures may switch the callback off.
 */
enum Reply {
  STORED(200, "read, and acknowledged by Kafka"),
  QUARANTINED(200, "not readable, and its bytes acknowledged by Kafka on `webhooks-quarantine`"),
  WELCOME(200, "`HEAD` of a callback URL: nothing is stored"),
  WRONG_SECRET(401, "no live secret in the path", "WWW-Authenticate", "PathSecret"),
  UNKNOWN(404, "no such source or feed"),
  WRONG_METHOD(405, "another method than `POST` or `HEAD`", "Allow", "POST, HEAD"),
  TOO_LARGE(413, "body above `sidstream.http.max-body-bytes`", "Connection", "close"),
  NO_RECEIPT(503, "no acknowledgement within `sidstream.http.deadline`", "Retry-After", "1");

  private final int status;
  private final String situation;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of is
  private final Map<String, String> headers;

  Reply(int status, String situation) {
    this.status = status;
    this.situation = situation;
    headers = Map.of();
  }

  Reply(int status, String situation, String header, String value) {
    this.status = status;
    this.situation = situation;
    headers = Map.of(header, value);
  }

  /** What the sender of an authenticated webhook is told; a null receipt is none. */
  static Reply of(Reading reading, @Nullable Receipt receipt) {
    if (receipt == null) {
      return NO_RECEIPT;
    }
    return reading instanceof Reading.Events ? STORED : QUARANTINED;
  }

  int status() {
    return status;
  }

  /** When it is given, for the documentation. */
  String situation() {
    return situation;
  }

  Map<String, String> headers() {
    return headers;
  }

  void writeTo(Context ctx) {
    headers.forEach(ctx::header);
    ctx.status(status).result("");
  }
}
