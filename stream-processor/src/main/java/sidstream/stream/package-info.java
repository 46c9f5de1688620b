// SPDX-License-Identifier: Apache-2.0
/** The workshop: turns webhooks into interactions, rates and CRM events. */
@NullMarked
package sidstream.stream;

import org.jspecify.annotations.NullMarked;
