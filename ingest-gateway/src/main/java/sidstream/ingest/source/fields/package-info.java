// SPDX-License-Identifier: Apache-2.0
/** Heart: typed values out of named fields, whoever sent them. */
@NullMarked
package sidstream.ingest.source.fields;

import org.jspecify.annotations.NullMarked;
