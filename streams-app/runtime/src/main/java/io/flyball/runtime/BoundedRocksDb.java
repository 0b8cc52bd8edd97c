package io.flyball.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
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
    /** Key of the whole budget in bytes among the settings of Kafka Streams; a number or its text. */
    public static final String MEMORY_BYTES_CONFIG = "flyball.rocksdb.memory.bytes";

    private static final long DEFAULT_MEMORY_BYTES = 192L * 1024 * 1024;
    private static final long MEMTABLE_BYTES = 8L * 1024 * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;

    /** Shared on purpose and for the life of the process: Kafka Streams makes one setter a store. */
    private static @Nullable Budget budget;

    private record Budget(Cache cache, WriteBufferManager writeBuffers) {}

    private static synchronized Budget budget(Map<String, Object> configs) {
        Budget shared = budget;
        if (shared == null) {
            Object asked = configs.get(MEMORY_BYTES_CONFIG);
            long bytes = asked == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(asked.toString());
            Cache cache = new LRUCache(bytes);
            // Write buffers are charged to the cache, so the budget holds for both together.
            shared = new Budget(cache, new WriteBufferManager(bytes / 3, cache));
            budget = shared;
        }
        return shared;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(budget(configs).cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY));
        options.setTableFormatConfig(table);
        options.setOptimizeFiltersForHits(false);
        options.setWriteBufferManager(budget(configs).writeBuffers());
        options.setWriteBufferSize(MEMTABLE_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores: nothing of one store to close.
    }
}
