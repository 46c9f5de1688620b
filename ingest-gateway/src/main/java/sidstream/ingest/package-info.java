// SPDX-License-Identifier: Apache-2.0
/** The front door: acknowledges webhooks once they are in Kafka. */
@NullMarked
package sidstream.ingest;

import org.jspecify.annotations.NullMarked;
