// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.verify.Redaction;
import sidstream.ingest.verify.Verifier;

/**
 * One provider's place in the gateway.
 *
 * @param verifier who may send
 * @param source who reads it
 * @param redaction takes the provider's secrets out of what is published
 */
public record Endpoint(Verifier verifier, WebhookSource source, Redaction redaction) {

  /** Without secrets that a webhook could repeat. */
  public Endpoint(Verifier verifier, WebhookSource source) {
    this(verifier, source, Redaction.NONE);
  }
}
