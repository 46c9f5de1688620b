// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.WebhookEvent;

/**
 * One topic: what it is called, what its values are, how long it keeps them and who may read it.
 * Keys are always plain UTF-8 strings.
 *
 * @param name full name, prefix included
 * @param values type of the values
 * @param eventType CloudEvents type of its records
 * @param spread how its partitions are counted
 * @param kept what becomes of old records
 * @param audience who may read it
 */
public record Topic<V extends SpecificRecord>(
    String name, Class<V> values, String eventType, Spread spread, Kept kept, Audience audience) {

  /**
   * The largest record of a topic that holds raw requests: a heartbeat of 10 MiB, or a usual body
   * of 1 MiB with what was read from it. Kafka's own default of 1 MiB would refuse it.
   */
  public static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

  /** How many partitions a topic has. */
  public enum Spread {
    /** As many as configured; records of one Sid share one. */
    BY_SID,
    /** Exactly one: everything in it has one order. */
    SINGLE
  }

  /**
   * What becomes of old records.
   *
   * @param days how long each record is kept; null keeps it for ever
   * @param onlyNewest whether only the newest of each key is
   */
  public record Kept(@Nullable Integer days, boolean onlyNewest) {

    /** The newest record of each key, for ever. */
    public static final Kept NEWEST = new Kept(null, true);

    static Kept days(int days) {
      return new Kept(days, false);
    }

    static Kept newest(int days) {
      return new Kept(days, true);
    }

    private void writeTo(Map<String, String> settings) {
      String delete = TopicConfig.CLEANUP_POLICY_DELETE;
      String compact = TopicConfig.CLEANUP_POLICY_COMPACT;
      String both = days == null ? compact : compact + ',' + delete;
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, onlyNewest ? both : delete);
      if (days != null) {
        String millis = Long.toString(Duration.ofDays(days).toMillis());
        settings.put(TopicConfig.RETENTION_MS_CONFIG, millis);
      }
    }
  }

  /** Who may read a topic. */
  public enum Audience {
    /** sidstream's own apps: holds clear numbers or recording URLs. */
    RESTRICTED,
    /** Operators, who repair and account. */
    OPERATORS,
    /** Analysts: no clear number, no recording URL, and readable by every client. */
    ANALYSTS
  }

  /** Registry subject of the values (TopicNameStrategy). */
  public String subject() {
    return name + "-value";
  }

  /** Schema of the values. */
  public Schema schema() {
    return SpecificData.get().getSchema(values);
  }

  /**
   * Topic settings for the broker. Analysts' topics are gzip: the one codec besides none that every
   * client reads without native code. webhooks has the broker's clock, which clamps the gateway's.
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    kept.writeTo(settings);
    if (audience == Audience.ANALYSTS) {
      settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    }
    if (values.equals(WebhookEvent.class)) {
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    if (schema().getField("raw") != null) {
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD_BYTES));
    }
    return Map.copyOf(settings);
  }
}
