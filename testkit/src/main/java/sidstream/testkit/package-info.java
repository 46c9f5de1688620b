// SPDX-License-Identifier: Apache-2.0
/** What tests and the one-command run lean on: a broker in the VM, payload samples, a fake CRM. */
@NullMarked
package sidstream.testkit;

import org.jspecify.annotations.NullMarked;
