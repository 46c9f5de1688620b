// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.RegistryConfig;
import sidstream.chassis.config.Secret;

/** Settings of the stream processor. */
@ConfigMapping(prefix = "sidstream")
public interface StreamConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  OpsConfig ops();

  Streams streams();

  Interactions interactions();

  Privacy privacy();

  AlertsConfig alerts();

  BusinessHoursConfig businessHours();

  /** How the processor runs on Kafka Streams. */
  interface Streams {

    /** Directory of the local state; a lost one is restored from Kafka. */
    @WithDefault("state")
    Path stateDir();

    /** Threads that share the partitions. */
    @WithDefault("1")
    int threads();

    /** Warm copies of the state on other instances, for a fast take-over. */
    @WithDefault("0")
    int standbyReplicas();

    /** How often results are committed, and so become visible. */
    @WithDefault("PT0.1S")
    Duration commitInterval();

    /** After this long without a heartbeat an instance is given up and its partitions move. */
    @WithDefault("PT10S")
    Duration sessionTimeout();

    /** Group protocol: classic, or streams (KIP-1071) on brokers from 4.2.1. */
    @WithDefault("classic")
    String groupProtocol();
  }

  /** How long interactions are known. */
  interface Interactions {

    /**
     * How long after its newest step an interaction is forgotten, by wall clock. Longer than the
     * retention of webhooks, so that a replay finds what it replays.
     */
    @WithDefault("P8D")
    Duration timeToLive();
  }

  /** What analysts may see. */
  interface Privacy {

    /** Secret behind the tokens that stand for numbers; another key gives other tokens. */
    Secret tokenKey();
  }
}
