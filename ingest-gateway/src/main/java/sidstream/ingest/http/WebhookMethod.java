// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** The methods that a callback URL takes, for the documentation. */
enum WebhookMethod {
  GET(
      "A webhook whose fields are its query; without a query nothing is stored",
      Set.of(Reply.TOO_LARGE, Reply.WRONG_METHOD)),
  HEAD(
      "Asks whether the callback URL is right; nothing is stored",
      Set.of(
          Reply.STORED, Reply.QUARANTINED, Reply.NO_RECEIPT, Reply.TOO_LARGE, Reply.WRONG_METHOD)),
  POST(
      "A webhook whose fields are its body; its query is kept with them",
      Set.of(Reply.WELCOME, Reply.WRONG_METHOD));

  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<Reply> never;

  WebhookMethod(String about, Set<Reply> never) {
    this.about = about;
    this.never = never;
  }

  /** What it is for, one sentence for people. */
  String about() {
    return about;
  }

  /** What it can be answered. */
  Stream<Reply> answers() {
    return Arrays.stream(Reply.values()).filter(reply -> !never.contains(reply));
  }
}
