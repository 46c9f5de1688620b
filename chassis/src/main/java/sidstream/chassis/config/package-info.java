// SPDX-License-Identifier: Apache-2.0
/** Typed settings: all problems reported at once, every value explained, secrets masked. */
@NullMarked
package sidstream.chassis.config;

import org.jspecify.annotations.NullMarked;
