package io.flyball.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write buffer budget for all stores of the process: without them each store has its own, and
 * memory grows with stores x partitions x segments. Bloom filters cover the last level too, since most look-ups of ids
 * find nothing.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 128L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 64L * 1024 * 1024;
    private static final long MEMTABLE_BYTES = 8L * 1024 * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;

    // Shared on purpose and for the life of the process: Kafka Streams makes one setter a store.
    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY));
        options.setTableFormatConfig(table);
        options.setOptimizeFiltersForHits(false);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(MEMTABLE_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores: nothing of one store to close.
    }
}
