// SPDX-License-Identifier: Apache-2.0
/** The fold: one call or message, known by its Sid. Pure. */
@NullMarked
package sidstream.stream.interaction;

import org.jspecify.annotations.NullMarked;
