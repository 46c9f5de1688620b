// SPDX-License-Identifier: Apache-2.0
/** The Kafka Streams skin around the hearts. */
@NullMarked
package sidstream.stream.topology;

import org.jspecify.annotations.NullMarked;
