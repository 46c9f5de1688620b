// SPDX-License-Identifier: Apache-2.0
/** The heart of delivering: which offsets are done, what is tried again and when. No I/O. */
@NullMarked
package sidstream.sink.delivery;

import org.jspecify.annotations.NullMarked;
