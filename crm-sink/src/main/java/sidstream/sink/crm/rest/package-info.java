// SPDX-License-Identifier: Apache-2.0
/** A CRM, or anything before one, that takes JSON by HTTP POST. */
@NullMarked
package sidstream.sink.crm.rest;

import org.jspecify.annotations.NullMarked;
