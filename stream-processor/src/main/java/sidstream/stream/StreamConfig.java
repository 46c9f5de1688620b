// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sidstream.chassis.config.KafkaConfig;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.config.RegistryConfig;
import sidstream.chassis.config.Secret;
import sidstream.schemas.Kind;
import sidstream.stream.interaction.References;

/** Settings of the stream processor. */
@ConfigMapping(prefix = "sidstream")
public interface StreamConfig {

  KafkaConfig kafka();

  RegistryConfig registry();

  OpsConfig ops();

  Streams streams();

  Interactions interactions();

  Enrichment enrichment();

  CallingHours callingHours();

  Campaigns campaigns();

  Privacy privacy();

  AlertsConfig alerts();

  BusinessHoursConfig businessHours();

  /** How the processor runs on Kafka Streams. */
  interface Streams {

    /** Directory of the local state; a lost one is restored from Kafka. */
    @WithDefault("state")
    Path stateDir();

    /**
     * Threads that share the partitions; not set, one for each processor of the machine, at most 4.
     */
    Optional<@WithConverter(Threads.class) Integer> threads();

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
     * How long after the newest webhook about it, repeats included, an interaction is forgotten, by
     * wall clock. Longer than the retention of webhooks, so that a replay finds what it replays.
     */
    @WithDefault("P8D")
    @WithConverter(Bound.class)
    Duration timeToLive();
  }

  /** Where the ids of campaigns and leads are. Capital and small letters are the same. */
  interface Enrichment {

    /** Names in the callback URL's query that hold a campaign's id, most telling first. */
    @WithDefault(References.CAMPAIGN_NAMES)
    List<String> campaignParameters();

    /** Names in the callback URL's query that hold a lead's id, most telling first. */
    @WithDefault(References.LEAD_NAMES)
    List<String> leadParameters();

    /**
     * Where a campaign's id is in a custom field of {@code key=value} pairs or JSON, most telling
     * first: {@code meta.campaign} is the {@code campaign} inside {@code meta}.
     */
    @WithDefault(References.CAMPAIGN_NAMES)
    List<String> campaignPaths();

    /** Where a lead's id is in such a custom field, most telling first. */
    @WithDefault(References.LEAD_NAMES)
    List<String> leadPaths();

    /** What a custom field is that is neither pairs nor JSON: none, campaign or lead. */
    @WithDefault("none")
    References.Plain customField();

    /**
     * A table of areas by how a number begins, in UTF-8: lines such as {@code +919845,Karnataka},
     * the longest beginning counts. Without it mobile numbers have no area.
     */
    Optional<Path> areas();
  }

  /** When customers may be called; what is outside is flagged, not stopped. */
  interface CallingHours {

    /** Zone whose clock counts. */
    @WithDefault("Asia/Kolkata")
    ZoneId zone();

    /** First minute inside, for example 09:00. */
    @WithDefault("09:00")
    @WithConverter(TimeOfDay.class)
    LocalTime from();

    /** First minute outside again, for example 21:00; on the same day. */
    @WithDefault("21:00")
    @WithConverter(TimeOfDay.class)
    LocalTime to();

    /** What is bound to the hours: call, sms, message (WhatsApp, RCS). */
    @WithDefault("call")
    Set<Kind> kinds();
  }

  /** What no callback says of campaigns. */
  interface Campaigns {

    /** Planned contacts by campaign id: without them there is no completion and no expected end. */
    Map<String, @WithConverter(PlannedContacts.class) Long> planned();

    /**
     * A campaign that should go on and is silent for longer is told to be stuck on campaigns. The
     * alert campaign-stuck has a limit of its own.
     */
    @WithDefault("PT15M")
    @WithConverter(Bound.class)
    Duration stuckAfter();
  }

  /** What analysts may see. */
  interface Privacy {

    /** Secret behind the tokens that stand for numbers; another key gives other tokens. */
    Secret tokenKey();
  }
}
