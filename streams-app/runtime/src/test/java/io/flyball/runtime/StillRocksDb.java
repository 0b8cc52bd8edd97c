package io.flyball.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/** The settings of a running installation, but no compaction behind our back: so that files at rest can be copied. */
public final class StillRocksDb implements RocksDBConfigSetter {
    private final BoundedRocksDb settings = new BoundedRocksDb();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        settings.setConfig(storeName, options, configs);
        options.setDisableAutoCompactions(true);
    }

    @Override
    public void close(String storeName, Options options) {
        settings.close(storeName, options);
    }
}
