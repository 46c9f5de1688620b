// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic: what it is called, what its values are, how long it keeps them and who may read it.
 * Keys are always plain UTF-8 strings.
 *
 * @param name full name, prefix included
 * @param values type of the values
 * @param eventType CloudEvents type of its records
 * @param spread how its partitions are counted
 * @param cleanup what becomes of old records
 * @param retention how long a record is kept where it is deleted by age
 * @param audience who may read it
 */
public record Topic<V extends SpecificRecord>(
    String name,
    Class<V> values,
    String eventType,
    Spread spread,
    Cleanup cleanup,
    Duration retention,
    Audience audience) {

  /**
   * The largest record of a topic that holds raw requests: a body of 1 MiB with what was read from
   * it. Kafka's own default of 1 MiB would refuse it.
   */
  public static final int LARGEST_RECORD_BYTES = 4 * 1024 * 1024;

  /** How many partitions a topic has. */
  public enum Spread {
    /** As many as configured; records of one Sid share one. */
    BY_SID,
    /** Exactly one: everything in it has one order. */
    SINGLE
  }

  /** What becomes of old records. */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
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
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy);
    if (cleanup == Cleanup.DELETE) {
      settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    }
    if (audience == Audience.ANALYSTS) {
      settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    }
    if (values.equals(sidstream.schemas.record.WebhookEvent.class)) {
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    if (schema().getField("raw") != null) {
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD_BYTES));
    }
    return Map.copyOf(settings);
  }
}
