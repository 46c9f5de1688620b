// SPDX-License-Identifier: Apache-2.0
/** Skin: takes requests and gives answers. Knows no provider. */
@NullMarked
package sidstream.ingest.http;

import org.jspecify.annotations.NullMarked;
