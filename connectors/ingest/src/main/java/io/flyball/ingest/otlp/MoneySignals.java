package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.OtlpSignal.LOGS;
import static io.flyball.ingest.otlp.OtlpSignal.TRACES;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which signals of a source are money. Most sources tell of each call in several signals; charged is one of them, or
 * several where both make the same id of a call. Metrics are sums over calls and never money.
 */
public final class MoneySignals {
    /** What is right for the sources as they are. */
    public static final MoneySignals DEFAULT = new MoneySignals(table());

    private final Map<OtlpSource, Set<OtlpSignal>> bySource;

    private MoneySignals(Map<OtlpSource, Set<OtlpSignal>> bySource) {
        this.bySource = bySource;
    }

    private static Map<OtlpSource, Set<OtlpSignal>> table() {
        Map<OtlpSource, Set<OtlpSignal>> table = new EnumMap<>(OtlpSource.class);
        table.put(OtlpSource.CLAUDE_CODE, EnumSet.of(LOGS)); // metrics and spans repeat the events
        table.put(OtlpSource.CODEX, EnumSet.of(LOGS)); // its spans repeat the counts
        table.put(OtlpSource.GEMINI_CLI, EnumSet.of(LOGS)); // of its two events gemini_cli.api_response
        table.put(OtlpSource.COPILOT, EnumSet.of(TRACES)); // the event repeats the chat span
        table.put(OtlpSource.LITELLM, EnumSet.of(TRACES)); // its logs are messages
        table.put(OtlpSource.ENVOY_AI_GATEWAY, EnumSet.of(LOGS)); // the access log
        table.put(OtlpSource.OPENINFERENCE, EnumSet.of(TRACES));
        table.put(OtlpSource.LANGFUSE, EnumSet.of(TRACES));
        table.put(OtlpSource.TRACELOOP, EnumSet.of(TRACES));
        table.put(OtlpSource.GEN_AI, EnumSet.of(LOGS, TRACES)); // event and span of a call have one id
        return table;
    }

    public boolean isMoney(OtlpSource source, OtlpSignal signal) {
        return bySource.getOrDefault(source, Set.of()).contains(signal);
    }

    /** The same with other signals of one source. */
    public MoneySignals with(OtlpSource source, Set<OtlpSignal> signals) {
        if (signals.contains(OtlpSignal.METRICS)) {
            throw new IllegalArgumentException("metrics are sums over calls: name logs, traces or none");
        }
        Map<OtlpSource, Set<OtlpSignal>> changed = new EnumMap<>(bySource);
        changed.put(
                source,
                Collections.unmodifiableSet(
                        signals.isEmpty() ? EnumSet.noneOf(OtlpSignal.class) : EnumSet.copyOf(signals)));
        return new MoneySignals(changed);
    }
}
