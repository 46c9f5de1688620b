// SPDX-License-Identifier: Apache-2.0
/** Alert rules, their life cycle, business hours and the ledger. Pure. */
@NullMarked
package sidstream.stream.alert;

import org.jspecify.annotations.NullMarked;
