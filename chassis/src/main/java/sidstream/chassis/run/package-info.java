// SPDX-License-Identifier: Apache-2.0
/** Life cycle of an app: ordered start, bounded drain, an exit code for every way to end. */
@NullMarked
package sidstream.chassis.run;

import org.jspecify.annotations.NullMarked;
