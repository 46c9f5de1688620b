// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.body;

import sidstream.ingest.source.Reading.Reason;

/** Ends a parser's work; {@link Body#of} turns it into a value. Its message holds no content. */
final class UnreadableBody extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  UnreadableBody(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  static UnreadableBody malformed(String detail) {
    return new UnreadableBody(Reason.MALFORMED_BODY, detail);
  }

  Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
