// SPDX-License-Identifier: Apache-2.0
/** Heart: Exotel's field names, status words and shapes of callbacks; known here only. */
@NullMarked
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.NullMarked;
