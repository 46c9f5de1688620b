// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sidstream.stream.alert.Severity;

/** Settings of the alerts. The shipped rules stand in {@code StreamConfig.properties}. */
public interface AlertsConfig {

  /** How often the rules are looked at, by wall clock; at most 15 seconds. */
  @WithDefault("PT10S")
  Duration every();

  /** After a start or a take-over, time to catch up with the log before the first look. */
  @WithDefault("PT1M")
  Duration startDelay();

  /** How long after the gateway's last word a minute of the ledger is settled. */
  @WithDefault("PT10M")
  Duration settle();

  /**
   * How old a minute is when its events for the CRM are delivered or dead: longer than the sink
   * tries, {@code sidstream.crm.retry.max-age}. At most as long as interactions are known.
   */
  @WithDefault("PT25H")
  Duration crmSettle();

  /** Where the runbooks are; the rule's name is added as the fragment. */
  @WithDefault("docs/alerts.md")
  String runbookUrl();

  /** By name: small letters, digits and hyphens. */
  Map<String, RuleConfig> rules();

  /** One rule. It has a measure and one of above, below and silence. */
  interface RuleConfig {

    /** Whether it is looked at. */
    @WithDefault("true")
    boolean enabled();

    /** What is watched: a count or a metric of the rates, or a sign. */
    Optional<String> measure();

    /** Of which kind of thing; all by default. Each sign has its own. */
    Optional<String> scope();

    /** The highest good value. */
    Optional<Double> above();

    /** The lowest good value. */
    Optional<Double> below();

    /** For how long a count must stay 0; whole minutes. */
    Optional<Duration> silence();

    /** Over how long values are taken; whole minutes. Signs of campaigns have none. */
    Optional<Duration> window();

    /** How long the limit must be passed before it fires. */
    @WithName("for")
    @WithDefault("PT0S")
    Duration pending();

    /** How long the limit must be kept before it resolves. */
    @WithDefault("PT5M")
    Duration keepFiringFor();

    /**
     * Calls, messages, contacts or answers below which nothing is judged; 20 for shares, else 0.
     */
    Optional<Long> minimumSample();

    @WithDefault("warning")
    Severity severity();

    /** Whether the whole window, or silence of a campaign, must lie in business hours. */
    @WithDefault("false")
    boolean businessHours();

    /** Rules that keep this one from saying something new while they fire. */
    Optional<List<String>> inhibitedBy();

    /** What the alert means. */
    Optional<String> meaning();

    /** How to look into it. */
    Optional<String> look();

    /** What to do. */
    Optional<String> action();

    /** Link to its page, where it is not among the others. */
    Optional<String> runbook();
  }
}
