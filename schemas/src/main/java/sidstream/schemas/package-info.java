// SPDX-License-Identifier: Apache-2.0
/** The foundation: Avro records, topic catalogue, event identity, status vocabulary and serdes. */
@NullMarked
package sidstream.schemas;

import org.jspecify.annotations.NullMarked;
