// SPDX-License-Identifier: Apache-2.0
/** What operators see: meters, health, readiness. */
@NullMarked
package sidstream.chassis.ops;

import org.jspecify.annotations.NullMarked;
