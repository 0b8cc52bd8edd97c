package io.flyball.runtime.state;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Calls its processor inside each commit, before the producer is flushed. It holds no data: it is a store only because
 * Kafka Streams empties the caches of stores at that point, and {@link StateStore#commit} comes after it, too late to
 * write or forward anything in the same transaction.
 *
 * <p>It stands on the internal interface {@link CachedStateStore} of Kafka 4.3.1; a test pins that it is called before
 * the commit, so a change in Kafka fails the build.
 */
public final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private @Nullable Runnable beforeCommit;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** A builder for the topology. */
    public static StoreBuilder<CommitHook> builder(String name) {
        return new Builder(name);
    }

    /** Sets what runs inside each commit. */
    public void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    @Override
    public void flushCache() {
        if (beforeCommit != null) {
            beforeCommit.run();
        }
    }

    @Override
    public void clearCache() {}

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        beforeCommit = null;
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private static final class Builder implements StoreBuilder<CommitHook> {
        private final String name;

        private Builder(String name) {
            this.name = name;
        }

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new IllegalStateException("Expected no changelog for " + name + ", which holds no data");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return name;
        }
    }
}
