// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import java.util.List;
import java.util.Map;

/**
 * A provider of webhooks: what it calls things is known behind this interface and nowhere else.
 *
 * <p>Pure and thread-safe. {@link #read} never throws and never refuses: an unknown Sid, status or
 * field is an event, and what cannot be an event is a quarantine with its reason.
 */
public interface WebhookSource {

  /** The feeds it can read: a small closed set with distinct names. */
  List<Feed> feeds();

  /**
   * Reads one webhook.
   *
   * @param raw of one of {@link #feeds}
   */
  Reading read(RawWebhook raw);

  /**
   * Webhooks as the provider sends them, one or more of each feed: read once at every start, so
   * that no real sender pays for the first reading.
   */
  Map<String, List<RawWebhook.Request>> examples();
}
