// SPDX-License-Identifier: Apache-2.0
/** What became of every event, written to Kafka before its offset is done. */
@NullMarked
package sidstream.sink.deadletter;

import org.jspecify.annotations.NullMarked;
