// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.RegistryConfig;

/** Settings of the gateway. */
@ConfigMapping(prefix = "sidstream")
public interface GatewayConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  OpsConfig ops();

  HttpConfig http();

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

    /**
     * How many proxies of ours a request passes before it comes here, 0 to 10: the sender is the
     * so-manieth entry of {@code X-Forwarded-For} from the right.
     */
    @WithDefault("0")
    @WithConverter(TrustedProxies.class)
    int trustedProxies();
  }

  /** Settings of one provider. */
  interface SourceConfig extends VerificationConfig {

    /** Zone of the provider's times that come without one; the provider's own by default. */
    Optional<ZoneId> zone();

    /** Region of the provider's numbers that come without a country code; its own by default. */
    Optional<String> region();
  }
}
