// SPDX-License-Identifier: Apache-2.0
/** The back door: takes enriched events from Kafka to the CRM, each at least once, in order. */
@NullMarked
package sidstream.sink;

import org.jspecify.annotations.NullMarked;
