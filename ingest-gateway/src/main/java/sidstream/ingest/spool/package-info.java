// SPDX-License-Identifier: Apache-2.0
/**
 * Skin: keeps webhooks on this machine's disk while Kafka is away. Knows neither Kafka nor HTTP.
 */
@NullMarked
package sidstream.ingest.spool;

import org.jspecify.annotations.NullMarked;
