package io.flyball.ingest.intake;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gateway before agent: where both report the calls of a session, under ids that have nothing in common, the gateway's
 * are charged and the agent's passed over. An agent may be quicker, so its first calls of a session wait for a moment; no
 * call waits while no gateway reports at all. A gateway's call is never passed over, so nothing is lost, and where the
 * gateway takes longer than the hold, the first calls of that session are counted twice. Knows what this process was
 * told: all reports of a session must come through one. Time is a parameter. Thread-safe.
 */
public final class SessionPrecedence {
    private static final int MAX_SESSIONS = 100_000;
    private static final long FORGET_AFTER_MS = Duration.ofDays(1).toMillis();

    private final Rules rules;

    /** When a gateway last reported a call of that session, epoch ms; least recently told first. */
    private final Map<String, Long> byGateway = new LinkedHashMap<>(16, 0.75f, true);

    private long gatewayToldMs = Long.MIN_VALUE / 2;

    /**
     * Who goes before whom.
     *
     * @param gatewaySources sources that are gateways; none: every call is charged
     * @param agentSources sources whose calls a gateway may report too; all others are charged at once
     * @param hold how long an agent's call waits for a gateway's report of its session
     */
    public record Rules(Set<String> gatewaySources, Set<String> agentSources, Duration hold) {
        /** Gateways before agents; longer than the 5 s for which LiteLLM gathers its reports, shorter than OTLP's patience. */
        public static final Rules GATEWAY_FIRST = new Rules(
                Set.of("litellm", "envoy-ai-gateway", "apisix", "kong", "portkey", "openrouter", "bifrost"),
                Set.of("claude-code", "codex", "gemini-cli", "copilot"),
                Duration.ofSeconds(6));

        public Rules {
            gatewaySources = Set.copyOf(gatewaySources);
            agentSources = Set.copyOf(agentSources);
        }
    }

    public SessionPrecedence(Rules rules) {
        this.rules = rules;
    }

    /** How long a call that {@link #undecided} waits. */
    Duration hold() {
        return rules.hold();
    }

    /** Notes which sessions the gateways among these report. */
    synchronized void note(List<Mapped> items, long nowMs) {
        for (Mapped item : items) {
            if (item instanceof Mapped.Call call && isGateway(call.event())) {
                gatewayToldMs = Math.max(gatewayToldMs, nowMs);
                if (!call.event().session().isEmpty()) {
                    byGateway.put(call.event().session(), nowMs);
                }
            }
        }
        forget(nowMs);
    }

    /** Whether one of these is an agent's call whose session a gateway may still report. */
    synchronized boolean undecided(List<Mapped> items, long nowMs) {
        return nowMs - gatewayToldMs < FORGET_AFTER_MS
                && items.stream().anyMatch(item -> item instanceof Mapped.Call call && mayBeDoubled(call.event()));
    }

    private boolean mayBeDoubled(UsageEvent event) {
        return isAgent(event) && !event.session().isEmpty() && !byGateway.containsKey(event.session());
    }

    /** The item, or that it is passed over. */
    synchronized Mapped decide(Mapped item) {
        return item instanceof Mapped.Call call
                        && isAgent(call.event())
                        && byGateway.containsKey(call.event().session())
                ? new Mapped.Ignored(call.event().source(), Mapped.Ignored.Why.GATEWAY_REPORTS_IT)
                : item;
    }

    private boolean isGateway(UsageEvent event) {
        return rules.gatewaySources().contains(event.source());
    }

    private boolean isAgent(UsageEvent event) {
        return rules.agentSources().contains(event.source());
    }

    private void forget(long nowMs) {
        while (!byGateway.isEmpty()) {
            Map.Entry<String, Long> oldest = byGateway.entrySet().iterator().next();
            if (byGateway.size() <= MAX_SESSIONS && nowMs - oldest.getValue() < FORGET_AFTER_MS) {
                return;
            }
            byGateway.remove(oldest.getKey());
        }
    }
}
