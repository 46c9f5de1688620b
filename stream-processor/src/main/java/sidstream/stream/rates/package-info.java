// SPDX-License-Identifier: Apache-2.0
/** Tallies, minutes, scopes and the metrics made of them. Pure. */
@NullMarked
package sidstream.stream.rates;

import org.jspecify.annotations.NullMarked;
