// SPDX-License-Identifier: Apache-2.0
/** Heart: who may send. Fails closed, compares in constant time. */
@NullMarked
package sidstream.ingest.verify;

import org.jspecify.annotations.NullMarked;
