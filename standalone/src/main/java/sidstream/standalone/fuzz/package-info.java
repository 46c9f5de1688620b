// SPDX-License-Identifier: Apache-2.0
/**
 * Looks for input that breaks the gateway: readers and verifiers by a coverage-guided fuzzer, the
 * whole gateway by mutated requests.
 */
@NullMarked
package sidstream.standalone.fuzz;

import org.jspecify.annotations.NullMarked;
