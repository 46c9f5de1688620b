// SPDX-License-Identifier: Apache-2.0
/**
 * What the one-command run shows without a provider's account and without a CRM: a simulated
 * campaign whose totals are known beforehand, its sender, and a CRM that shows what it received.
 */
@NullMarked
package sidstream.standalone.demo;

import org.jspecify.annotations.NullMarked;
