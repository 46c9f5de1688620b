// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Duration;

/**
 * A webhook and its turn.
 *
 * @param delay after the posting before it
 * @param repeat true where the very same webhook was posted before
 */
public record Posting(Duration delay, boolean repeat, Webhook webhook) {}
