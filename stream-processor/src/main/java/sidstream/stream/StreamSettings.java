// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.schemas.Topic;

/** Kafka Streams' settings that carry the processor's promises. */
final class StreamSettings {

  /** A third of the session: two lost heartbeats do not move partitions. */
  private static final int HEARTBEATS_PER_SESSION = 3;

  /** For the pending tallies only: the other stores are not cached. */
  private static final long CACHE_BYTES = 4L << 20;

  /** The fastest: compression is what most of a producer's time goes into. */
  private static final int GZIP_LEVEL = 1;

  /** More records are compressed together than in the 16 KiB that are Kafka's default. */
  private static final int BATCH_BYTES = 64 << 10;

  /** While one thread waits for its commit, another folds; but each has buffers of its own. */
  private static final int MOST_THREADS_UNASKED = 4;

  private StreamSettings() {}

  static Properties of(StreamConfig config, KafkaClients clients) {
    StreamConfig.Streams streams = config.streams();
    int session = Math.toIntExact(streams.sessionTimeout().toMillis());
    Properties settings = new Properties();
    settings.putAll(clients.common());
    settings.put(
        StreamsConfig.APPLICATION_ID_CONFIG, config.kafka().topicPrefix() + "stream-processor");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitInterval().toMillis());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, streams.stateDir().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads(streams));
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, streams.standbyReplicas());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.kafka().replicationFactor());
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, streams.groupProtocol());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocks.class);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // nothing here hangs on the order of two topics: webhooks and receipts, tallies and vitals
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "gzip");
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG), GZIP_LEVEL);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    // quarantine holds whole webhooks
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topic.LARGEST_RECORD_BYTES);
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        TopicProvisioning.minInSyncReplicas(config.kafka().replicationFactor()));
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    if (streams.groupProtocol().equals("classic")) {
      settings.put(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
      settings.put(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
          session / HEARTBEATS_PER_SESSION);
    }
    return settings;
  }

  private static int threads(StreamConfig.Streams streams) {
    return streams
        .threads()
        .orElseGet(
            () -> Math.min(MOST_THREADS_UNASKED, Runtime.getRuntime().availableProcessors()));
  }
}
