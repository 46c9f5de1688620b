// SPDX-License-Identifier: Apache-2.0
/** Heart: from the bytes of a webhook to an event. One folder below per provider. */
@NullMarked
package sidstream.ingest.source;

import org.jspecify.annotations.NullMarked;
