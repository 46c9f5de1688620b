// SPDX-License-Identifier: Apache-2.0
/** The skin around delivering: one poll thread, lanes of workers, commits that skip nothing. */
@NullMarked
package sidstream.sink.consume;

import org.jspecify.annotations.NullMarked;
