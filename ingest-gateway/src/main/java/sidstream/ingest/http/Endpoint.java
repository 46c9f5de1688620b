// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import sidstream.ingest.source.WebhookSource;
import sidstream.ingest.verify.PathSecret;

/**
 * One provider's place in the gateway.
 *
 * @param secret who may send
 * @param source who reads it
 */
public record Endpoint(PathSecret secret, WebhookSource source) {}
