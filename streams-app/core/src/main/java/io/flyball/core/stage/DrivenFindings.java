package io.flyball.core.stage;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.trail.ModelCosts;
import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.ScopeStates;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds to what is found of a user what drove it: models by their share of this day's and yesterday's cost, the dearest
 * sessions that were active in a day, and the share of prompts that caches served. Asked for once a finding.
 */
final class DrivenFindings implements GovernorOutputs {
    static final String MODELS = "models";
    static final String SESSIONS = "sessions";
    static final String CACHE = "cache_read_percent";

    private static final int MOST_NAMED = 3;
    private static final long ACTIVE_MS = 86_400_000L;

    private final GovernorOutputs outputs;
    private final ScopeStates scopes;
    private final Trails trails;
    private final RowLayout layout;

    DrivenFindings(GovernorOutputs outputs, ScopeStates scopes, Trails trails, RowLayout layout) {
        this.outputs = outputs;
        this.scopes = scopes;
        this.trails = trails;
        this.layout = layout;
    }

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        outputs.finding(finding.open() ? driven(finding) : finding, level, validUntilMs);
    }

    private Finding driven(Finding finding) {
        SortedMap<String, String> evidence = new TreeMap<>(finding.evidence());
        UserTrails user = trails.change(finding.scope().id());
        put(evidence, MODELS, models(user.models()));
        put(evidence, SESSIONS, sessions(user, finding.updatedAtMs()));
        put(evidence, CACHE, cacheReadPercent(finding));
        return finding.with(evidence);
    }

    private static void put(SortedMap<String, String> evidence, String name, String value) {
        if (!value.isEmpty()) {
            evidence.put(name, value);
        }
    }

    private static String models(ModelCosts costs) {
        List<String> named = new ArrayList<>();
        for (ModelCosts.Share share : costs.dearest()) {
            if (named.size() < MOST_NAMED && !share.model().isEmpty()) {
                named.add(share.model() + " " + NanoUsd.percentOf(share.costNanoUsd(), costs.sumNanoUsd()) + "%");
            }
        }
        return String.join(", ", named);
    }

    private static String sessions(UserTrails user, long nowMs) {
        List<String> named = new ArrayList<>();
        for (UserTrails.SessionCost session : user.dearestSessions(nowMs - ACTIVE_MS, MOST_NAMED)) {
            named.add(session.session() + " " + NanoUsd.toDisplayString(session.costNanoUsd()));
        }
        return String.join(", ", named);
    }

    /** In the finding's own window where that rolls, else in a day. */
    private String cacheReadPercent(Finding finding) {
        Scope user = finding.scope();
        ScopeState state = scopes.change(user);
        Window named = Window.ofWireName(finding.window());
        Window window = named != null && named.rolling() ? named : Window.ROLLING_24H;
        Measures spent = state.spend().sumOf(window, scopes.rows(user), layout);
        long read = spent.cacheReadTokens();
        long prompt = spent.inputTokens() + read + spent.cacheWrite5mTokens() + spent.cacheWrite1hTokens();
        return prompt <= 0 ? "" : Long.toString(NanoUsd.percentOf(read, prompt));
    }

    @Override
    public void signal(Signal signal) {
        outputs.signal(signal);
    }

    @Override
    public void tombstone(Scope scope) {
        outputs.tombstone(scope);
    }

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        outputs.wakeAt(scope, timeMs);
    }
}
