// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the gateway on this machine: real broker, real registry, each part a process of its own,
 * everything on the loopback interface and bounded in time.
 */
@NullMarked
package sidstream.standalone.bench;

import org.jspecify.annotations.NullMarked;
