// SPDX-License-Identifier: Apache-2.0
/** Everything in one command: broker, registry and the three apps. */
@NullMarked
package sidstream.standalone;

import org.jspecify.annotations.NullMarked;
