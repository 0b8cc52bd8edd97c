package io.flyball.core.detect.loop;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call reduced to what can tell a loop. Fingerprints are 32-bit hashes here, so two different actions are taken for
 * equal once in four billion pairs; 0 stands for one that is not known.
 *
 * @param timeMs when it ended, epoch ms
 * @param actions all its tool calls, by names and fingerprints of arguments
 * @param results what they answered, digits masked where the source masks them
 * @param request the request itself
 * @param tool name of its first tool, empty where there is none
 * @param contextTokens tokens sent
 * @param outputTokens tokens received
 * @param toolFailed whether a tool said that it failed
 * @param failed whether the model did not answer: an error or a rate limit
 */
public record CallShape(
        long timeMs,
        long costNanoUsd,
        int actions,
        int results,
        int request,
        ActionNature nature,
        String tool,
        long contextTokens,
        long outputTokens,
        boolean toolFailed,
        boolean failed) {
    static final int UNKNOWN = 0;

    private static final int MIX = 0x9E3779B9;

    /** The shape of a call of that cost. */
    public static CallShape of(UsageEvent call, long costNanoUsd) {
        int actions = 1;
        int results = 1;
        for (ToolAction action : call.actions()) {
            actions = action.fingerprint() == null || actions == UNKNOWN
                    ? UNKNOWN
                    : mixed(mixed(actions, action.name()), action.fingerprint());
            String result = action.resultMasked() == null ? action.result() : action.resultMasked();
            results = result == null || results == UNKNOWN ? UNKNOWN : mixed(results, result);
        }
        boolean none = call.actions().isEmpty();
        return new CallShape(
                call.timeMs(),
                costNanoUsd,
                none ? UNKNOWN : actions,
                none ? UNKNOWN : results,
                call.requestFingerprint().isEmpty() ? UNKNOWN : mixed(1, call.requestFingerprint()),
                ActionNature.of(call.actions()),
                none ? "" : Objects.requireNonNullElse(call.actions().get(0).name(), ""),
                call.contextTokens(),
                call.outputTokens(),
                call.actions().stream().anyMatch(ToolAction::error),
                call.status().equals("error") || call.status().equals("rate_limited"));
    }

    /** Whether its source fingerprints what calls do. */
    boolean isFingerprinted() {
        return actions != UNKNOWN || request != UNKNOWN;
    }

    private static int mixed(int hash, @Nullable String text) {
        int h = (hash * 31 + (text == null ? 0 : text.hashCode())) * MIX;
        h ^= h >>> 15;
        return h == UNKNOWN ? 1 : h;
    }
}
