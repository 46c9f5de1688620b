// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import io.smallrye.config.ConfigMapping;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.RegistryConfig;
import sidstream.sink.crm.CrmConfig;

/** Settings of the CRM sink. */
@ConfigMapping(prefix = "sidstream")
public interface SinkConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  OpsConfig ops();

  CrmConfig crm();
}
