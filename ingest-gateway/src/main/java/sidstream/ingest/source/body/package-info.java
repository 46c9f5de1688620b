// SPDX-License-Identifier: Apache-2.0
/** Heart: the encodings in which webhooks come, read into one kind of named fields. */
@NullMarked
package sidstream.ingest.source.body;

import org.jspecify.annotations.NullMarked;
