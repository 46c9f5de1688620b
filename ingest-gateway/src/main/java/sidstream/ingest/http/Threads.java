// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.Executor;

/**
 * Who does what may not be done by a thread that serves connections, the log or a timer.
 *
 * @param working does what takes long
 * @param answering writes answers
 */
record Threads(Executor working, Executor answering) {

  static Threads of(Executor pool) {
    return new Threads(pool, new Outbox(pool));
  }
}
