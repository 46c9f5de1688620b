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

  /** Exotel's API, where credit and missing ends are asked for; without it nobody asks. */
  Optional<ExotelApiConfig> exotelApi();

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

    /** HTTPS, with HTTP/1.1 and HTTP/2; without it the port speaks plain HTTP/1.1. */
    Optional<TlsConfig> tls();

    /**
     * When the sender has its answer, counted from the complete request: 100 ms to 60 s. Providers
     * give up after one second at the strictest.
     */
    @WithDefault("PT0.8S")
    @WithConverter(DurationRange.Deadline.class)
    Duration deadline();

    /** The largest body taken, in bytes: 1 to 1048576. A larger one is answered 413. */
    @WithDefault("1048576")
    @WithConverter(Range.BodyBytes.class)
    int maxBodyBytes();

    /**
     * The largest request line and header together, in bytes: 1024 to 1048576. A longer URL is
     * answered 414, a larger header 431.
     */
    @WithDefault("65536")
    @WithConverter(Range.HeaderBytes.class)
    int maxHeaderBytes();

    /** How long a header may take, from the connection or its first byte: 100 ms to 60 s. */
    @WithDefault("PT5S")
    @WithConverter(DurationRange.Deadline.class)
    Duration headerTime();

    /** How long a whole request may take, from its first byte: 100 ms to 60 s. */
    @WithDefault("PT10S")
    @WithConverter(DurationRange.Deadline.class)
    Duration requestTime();

    /**
     * How long a connection stays open between requests: 100 ms to 1 h. It has to be longer than
     * senders, and a proxy in front, keep theirs: a request that crosses the close on the wire is
     * lost, and its sender cannot know. Many keep them for 60 s (nginx, Amazon's load balancer).
     */
    @WithDefault("PT75S")
    @WithConverter(DurationRange.Idle.class)
    Duration idleTime();

    /** Connections open at once, 16 to 1000000. More are answered 503. */
    @WithDefault("16384")
    @WithConverter(Range.Connections.class)
    int maxConnections();

    /** Complete requests that wait for their answer, 1 to 1000000. More are answered 503. */
    @WithDefault("4096")
    @WithConverter(Range.Requests.class)
    int maxRequests();

    /**
     * Bytes of bodies that are coming or wait for their answer, 1048576 to 2000000000. More are
     * answered 503. So many bytes again may be in headers that are not complete; beyond that the
     * largest ones are answered 431.
     */
    @WithDefault("33554432")
    @WithConverter(Range.InFlightBytes.class)
    int maxInFlightBytes();

    /**
     * How many proxies of ours a request passes before it comes here, 0 to 10: the sender is the
     * so-manieth entry of {@code X-Forwarded-For} from the right.
     */
    @WithDefault("0")
    @WithConverter(Range.Proxies.class)
    int trustedProxies();
  }

  /** The port's certificate: both files are read again when they change. */
  interface TlsConfig {

    /** PEM file: the certificate first, then those that vouch for it. */
    Path certificate();

    /** PEM file: the certificate's private key, PKCS#8, not encrypted. */
    Path key();
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
    @WithDefault("2147483648")
    @WithConverter(Range.SpoolBytes.class)
    long maxBytes();
  }

  /** Settings of one provider. */
  interface SourceConfig extends VerificationConfig {

    /** Zone of the provider's times that come without one; the provider's own by default. */
    Optional<ZoneId> zone();

    /** Region of the provider's numbers that come without a country code; its own by default. */
    Optional<String> region();
  }

  // no defaults in here: with one, the whole group would count as given
  /** Settings of Exotel's API; zone and region are those of the source {@code exotel}. */
  interface ExotelApiConfig {

    /** SID of the account, as in the dashboard's API settings. */
    String account();

    /** API key: letters, digits and the like, without a colon. */
    Secret key();

    /** API token. */
    Secret token();

    /**
     * Host of the account's region, for example {@code https://api.in.exotel.com} for Mumbai;
     * {@code https://api.exotel.com}, Singapore, by default.
     */
    Optional<String> url();

    /**
     * Requests at the most, 1 to 200, which is all that Exotel allows an account; 60 by default.
     */
    Optional<@WithConverter(Range.RequestsPerMinute.class) Integer> requestsPerMinute();

    /**
     * How often the account's credit is read, 1 min to 3 h: the alert on it looks back 6 h; 10 min
     * by default.
     */
    Optional<@WithConverter(DurationRange.Poll.class) Duration> balanceEvery();
  }
}
