// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.RegistryConfig;

/** Settings of whoever prepares the corridor. */
@ConfigMapping(prefix = "sidstream")
public interface ProvisionConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  Waiting provision();

  /** How to meet a broker or a registry that is still starting. */
  interface Waiting {

    /** How long each of them is waited for. */
    @WithDefault("PT2M")
    Duration patience();
  }
}
