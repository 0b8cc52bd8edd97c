package io.flyball.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a gateway in Java holds: the throttle topic as a table, and a pacer over it, with the system's clocks. Starting it
 * never waits for Kafka; until the topic is read, and whenever it is away, calls are let through as what is known says.
 *
 * <pre>{@code
 * Gate gate = Gate.start(Map.of("bootstrap.servers", "broker:9092"), ThrottleTopicReader.DEFAULT_TOPIC, Gate.DEFAULT);
 * Call call = Call.builder().user("ann").session("s-1").model("claude-opus-4-6").build();
 * Decision decision = gate.decide(call, OnDelay.WAIT);
 * }</pre>
 */
public final class Gate implements AutoCloseable {
    /** Not in shadow, {@link PacerSettings#DEFAULT}, stale after 30 s. */
    public static final Settings DEFAULT = new Settings(PacerSettings.DEFAULT, Duration.ofSeconds(30), false);

    private final ThrottleTable table;
    private final ThrottleTopicReader reader;
    private final Pacer pacer;
    private final Settings settings;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /** How a gate behaves. */
    public static final class Settings {
        private final PacerSettings pacer;
        private final Duration staleAfter;
        private final long staleAfterMs;
        private final boolean shadow;

        /**
         * What differs from installation to installation.
         *
         * @param staleAfter a table that was not up to date for so long is stale: nobody is held any more, and all else
         *     lapses at its time
         * @param shadow say what would be done, and do nothing
         */
        public Settings(PacerSettings pacer, Duration staleAfter, boolean shadow) {
            this.pacer = pacer;
            this.staleAfter = staleAfter;
            this.staleAfterMs = staleAfter.toMillis();
            this.shadow = shadow;
        }

        /** Say what would be done, and do nothing. */
        public Settings inShadow() {
            return new Settings(pacer, staleAfter, true);
        }
    }

    /** A gate over a table that a reader keeps. */
    public Gate(
            ThrottleTable table, ThrottleTopicReader reader, Settings settings, Clock clock, LongSupplier nanoTime) {
        this.table = table;
        this.reader = reader;
        this.pacer = new Pacer(table, settings.pacer, clock.millis(), nanoTime.getAsLong());
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins to read the topic.
     *
     * @param kafka {@code bootstrap.servers} and what else the cluster wants
     */
    public static Gate start(Map<String, ?> kafka, String topic, Settings settings) {
        ThrottleTable table = new ThrottleTable();
        ThrottleTopicReader reader = ThrottleTopicReader.start(kafka, topic, table);
        return new Gate(table, reader, settings, Clock.systemUTC(), System::nanoTime);
    }

    /** What to do with a call that comes now. Never blocks, never throws for what stands on the topic. */
    public Decision decide(Call call, OnDelay onDelay) {
        long nowMs = clock.millis();
        Decision decision = pacer.decide(call, onDelay, isStaleAt(nowMs), nowMs, nanoTime.getAsLong());
        return settings.shadow && changesTheCall(decision) ? decision.inShadow() : decision;
    }

    private static boolean changesTheCall(Decision decision) {
        return decision.action() != Action.PASS || decision.maxOutputTokens() != ThrottleLimits.UNLIMITED;
    }

    /**
     * A call that was let through has ended.
     *
     * @param tokens all it used
     */
    public void ended(Call call, long tokens) {
        pacer.ended(call, tokens, nanoTime.getAsLong());
    }

    /** The signals. */
    public ThrottleTable table() {
        return table;
    }

    /** What it remembers of tasks and sessions. */
    public Pacer pacer() {
        return pacer;
    }

    /** Age of the table in ms: how long ago all that was on the topic was known. */
    public long stalenessMs() {
        return reader.millisSinceCaughtUp(clock.millis());
    }

    /** Whether the table is older than it should be; so it is before it was read for the first time. */
    public boolean isStale() {
        return isStaleAt(clock.millis());
    }

    private boolean isStaleAt(long nowMs) {
        return reader.millisSinceCaughtUp(nowMs) > settings.staleAfterMs;
    }

    /** Whether it only says what it would do. */
    public boolean isShadow() {
        return settings.shadow;
    }

    /** Stops reading. */
    @Override
    public void close() {
        reader.close();
    }
}
