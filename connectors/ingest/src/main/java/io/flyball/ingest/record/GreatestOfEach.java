package io.flyball.ingest.record;

import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of the calls of a batch that are the same: sources report a call while its counts still grow, and of two
 * records with one payer and one id only the first is ever counted. The first stays where it stands, with the greatest of
 * each count and of the reported cost, and with the time, status and stop reason of the latest.
 */
public final class GreatestOfEach {
    private record Key(String payer, String eventId) {}

    private GreatestOfEach() {}

    /** The items in their order, of equal calls only the first; no item but a call is touched. */
    public static List<Mapped> merge(List<Mapped> items) {
        List<Mapped> merged = new ArrayList<>(items.size());
        Map<Key, Integer> places = new HashMap<>();
        for (Mapped item : items) {
            if (!(item instanceof Mapped.Call call)) {
                merged.add(item);
                continue;
            }
            UsageEvent event = call.event();
            Integer place = places.putIfAbsent(new Key(event.payer(), event.eventId()), merged.size());
            if (place == null) {
                merged.add(call);
            } else {
                merged.set(place, new Mapped.Call(merge(((Mapped.Call) merged.get(place)).event(), event)));
            }
        }
        return List.copyOf(merged);
    }

    private static UsageEvent merge(UsageEvent a, UsageEvent b) {
        UsageEvent latest = b.timeMs() >= a.timeMs() ? b : a;
        return a.toBuilder()
                .timeMs(latest.timeMs())
                .status(latest.status())
                .stopReason(latest.stopReason().isEmpty() ? a.stopReason() : latest.stopReason())
                .responseModel(latest.responseModel().isEmpty() ? a.responseModel() : latest.responseModel())
                .inputTokens(Math.max(a.inputTokens(), b.inputTokens()))
                .cacheReadTokens(Math.max(a.cacheReadTokens(), b.cacheReadTokens()))
                .cacheWrite5mTokens(Math.max(a.cacheWrite5mTokens(), b.cacheWrite5mTokens()))
                .cacheWrite1hTokens(Math.max(a.cacheWrite1hTokens(), b.cacheWrite1hTokens()))
                .outputTokens(Math.max(a.outputTokens(), b.outputTokens()))
                .reasoningTokens(Math.max(a.reasoningTokens(), b.reasoningTokens()))
                .webSearchRequests(Math.max(a.webSearchRequests(), b.webSearchRequests()))
                .audioInputTokens(Math.max(a.audioInputTokens(), b.audioInputTokens()))
                .audioOutputTokens(Math.max(a.audioOutputTokens(), b.audioOutputTokens()))
                .images(Math.max(a.images(), b.images()))
                .reportedCostUsd(greatest(a.reportedCostUsd(), b.reportedCostUsd()))
                .reportedContextTokens(Math.max(a.reportedContextTokens(), b.reportedContextTokens()))
                .latencyMs(Math.max(a.latencyMs(), b.latencyMs()))
                .attempt(Math.max(a.attempt(), b.attempt()))
                .actions(b.actions().size() > a.actions().size() ? b.actions() : a.actions())
                .build();
    }

    private static @Nullable BigDecimal greatest(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.max(b);
    }
}
