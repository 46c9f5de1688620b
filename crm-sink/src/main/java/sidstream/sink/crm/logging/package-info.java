// SPDX-License-Identifier: Apache-2.0
/** A CRM that is a log file. */
@NullMarked
package sidstream.sink.crm.logging;

import org.jspecify.annotations.NullMarked;
