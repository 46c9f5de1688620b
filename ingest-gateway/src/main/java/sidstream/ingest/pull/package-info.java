// SPDX-License-Identifier: Apache-2.0
/**
 * Asks Exotel's API for what no webhook brought: the end of calls and messages that stayed silent,
 * and the credit that is left.
 */
@NullMarked
package sidstream.ingest.pull;

import org.jspecify.annotations.NullMarked;
