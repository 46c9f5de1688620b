// SPDX-License-Identifier: Apache-2.0
/** Kafka clients that carry sidstream's promises, topic provisioning, schema registration. */
@NullMarked
package sidstream.chassis.kafka;

import org.jspecify.annotations.NullMarked;
