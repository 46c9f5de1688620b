// SPDX-License-Identifier: Apache-2.0
/** Heart: what Twilio calls things, known here and nowhere else. */
@NullMarked
package sidstream.ingest.source.twilio;

import org.jspecify.annotations.NullMarked;
