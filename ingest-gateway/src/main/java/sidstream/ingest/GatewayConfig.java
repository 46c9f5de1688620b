// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.RegistryConfig;
import sidstream.chassis.config.Secret;

/** Settings of the gateway. */
@ConfigMapping(prefix = "sidstream")
public interface GatewayConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  OpsConfig ops();

  HttpConfig http();

  SpoolConfig spool();

  /** By provider, for example {@code exotel}; at least one. */
  Map<String, SourceConfig> sources();

  /** Settings of the port that webhooks come in on. */
  interface HttpConfig {

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Port to listen on; 0 picks a free one. */
    @WithDefault("8080")
    int port();

    /**
     * When the sender has its answer, counted from the complete request: 100 ms to 60 s. Providers
     * give up after one second at the strictest.
     */
    @WithDefault("PT0.8S")
    @WithConverter(Deadline.class)
    Duration deadline();

    /** The largest body taken, in bytes: 1 to 1048576. A larger one is answered 413. */
    @WithDefault("1048576")
    @WithConverter(BodyLimit.class)
    int maxBodyBytes();
  }

  /** Settings of the spool, which takes webhooks while Kafka is away. */
  interface SpoolConfig {

    /** Directory of the spool, on a disk that outlives the process; of one gateway only. */
    @WithDefault("spool")
    Path directory();

    /**
     * Bytes on disk at the most: 1048576 or more; 0 switches the spool off, and webhooks are
     * answered 503 while Kafka is away.
     */
    @WithDefault("1073741824")
    @WithConverter(SpoolLimit.class)
    long maxBytes();
  }

  /** Settings of one provider. */
  interface SourceConfig {

    /** Last part of the callback URL's path; 16 characters or more. */
    Secret secret();

    /** The secret before this one: accepted too, until every callback URL is changed. */
    Optional<Secret> previousSecret();

    /** Zone of the provider's times that come without one. */
    @WithDefault("Asia/Kolkata")
    ZoneId zone();

    /** Region of the provider's numbers that come without a country code. */
    @WithDefault("IN")
    String region();
  }
}
