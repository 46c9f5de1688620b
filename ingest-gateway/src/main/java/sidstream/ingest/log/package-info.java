// SPDX-License-Identifier: Apache-2.0
/** Skin: where webhooks become durable. */
@NullMarked
package sidstream.ingest.log;

import org.jspecify.annotations.NullMarked;
