// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.verify.Verifier;

/**
 * One provider's place in the gateway.
 *
 * @param verifier who may send
 * @param source who reads it
 */
public record Endpoint(Verifier verifier, WebhookSource source) {}
