// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
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

  /** How long interactions are waited for and known. */
  interface Interactions {

    /**
     * How long a call without an end may be silent before its end is asked for on
     * reconcile-requests. Longer than most calls; one that still runs is only asked about.
     */
    @WithDefault("PT2H")
    @WithConverter(Bound.class)
    Duration reconcileAfter();

    /** The same of an SMS or another message: an operator may keep one for a day. */
    @WithDefault("PT24H")
    @WithConverter(Bound.class)
    Duration reconcileMessagesAfter();

    /** How long the answer is waited for before the interaction is declared unfinished. */
    @WithDefault("PT1H")
    @WithConverter(Bound.class)
    Duration unfinishedAfter();

    /**
     * How long after its newest step an interaction is forgotten, by wall clock. Longer than the
     * retention of webhooks, so that a replay finds what it replays.
     */
    @WithDefault("P8D")
    @WithConverter(Bound.class)
    Duration timeToLive();
  }

  /** What analysts may see. */
  interface Privacy {

    /** Secret behind the tokens that stand for numbers; another key gives other tokens. */
    Secret tokenKey();
  }
}
