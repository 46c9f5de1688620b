// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/**
 * Small memory per store: the default of 50 MB block cache and 48 MB of write buffers, times stores
 * and partitions, is more than the whole one-command run may take. Small disks too: interactions
 * resemble each other, so their blocks are compressed (Kafka Streams' default is not to).
 */
public final class SmallRocks implements RocksDBConfigSetter {

  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int WRITE_BUFFERS = 2;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    options.setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
  }

  @Override
  public void close(String store, Options options) {
    // nothing of ours to release: the cache is the one Kafka Streams made and closes
  }
}
