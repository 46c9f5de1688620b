// SPDX-License-Identifier: Apache-2.0
/** What a CRM is to sidstream: an activity goes in, a delivery result comes out. */
@NullMarked
package sidstream.sink.crm;

import org.jspecify.annotations.NullMarked;
