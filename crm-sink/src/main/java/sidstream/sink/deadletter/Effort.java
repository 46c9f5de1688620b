// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What it took.
 *
 * @param attempts attempts made
 * @param firstAttemptAt start of the first; null where none was possible
 * @param endedAt when the outcome was known
 */
public record Effort(int attempts, @Nullable Instant firstAttemptAt, Instant endedAt) {}
