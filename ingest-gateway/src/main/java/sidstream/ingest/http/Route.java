// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import sidstream.ingest.source.Feed;
import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.verify.Verifier;

/**
 * One feed of one source, as an address.
 *
 * @param source name of the source
 * @param feed of the source
 * @param endpoint of the source
 */
record Route(String source, Feed feed, Endpoint endpoint) {

  Verifier verifier() {
    return endpoint.verifier();
  }

  WebhookSource reader() {
    return endpoint.source();
  }

  int largestBody(int usual) {
    return Math.max(usual, feed.largestBody());
  }
}
