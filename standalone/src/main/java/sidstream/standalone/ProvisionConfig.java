// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import io.smallrye.config.ConfigMapping;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.RegistryConfig;

/** Settings of whoever prepares the corridor. */
@ConfigMapping(prefix = "sidstream")
interface ProvisionConfig {

  KafkaConfig kafka();

  RegistryConfig registry();
}
