package io.flyball.app.cli;

import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import io.flyball.app.files.KnownScopes;
import io.flyball.app.files.Times;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** For whom, by whom, why and until when. */
final class OverrideOptions {
    private static final int NANO_DIGITS = 9;
    private static final int LONGEST_AMOUNT = 20;

    @Parameters(paramLabel = "SCOPE", description = "For whom, for example user:ann or team:payments.")
    private String scope;

    @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who decided it.")
    private String by;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in a few words.")
    private String reason;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends by itself, for example 2026-03-31T18:00:00Z.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "DURATION", description = "Or how long it lasts from now, for example 8h.")
    private @Nullable String lasting;

    @SuppressWarnings("NullAway.Init")
    OverrideOptions() {}

    /** What was decided, or a refusal; of the scope it is not yet known whether it is anybody's. */
    ScopeOverride override(ScopeOverride.Kind kind, @Nullable String raiseUsd, long nowMs) {
        if (by.isBlank() || reason.isBlank()) {
            throw new Refusal("--by and --reason are blank: write who decided it and why.");
        }
        return new ScopeOverride(
                scope(), kind, raiseUsd == null ? 0 : amountNanoUsd(raiseUsd), by, reason, 0, untilMs(nowMs));
    }

    private Scope scope() {
        int colon = scope.indexOf(':');
        Dimension dimension = colon < 0 ? null : Dimension.ofWireName(scope.substring(0, colon));
        if (dimension == null || dimension == Dimension.SOURCE || colon == scope.length() - 1 || scope.endsWith("*")) {
            throw new Refusal(
                    "SCOPE is \"" + scope + "\", which is nobody: write for example user:ann, without a star.");
        }
        return Scope.parse(scope);
    }

    private static long amountNanoUsd(String usd) {
        BigDecimal amount = usd.matches("[+-]?\\d{1," + LONGEST_AMOUNT + "}(\\.\\d{1," + NANO_DIGITS + "})?")
                ? new BigDecimal(usd)
                : null;
        if (amount == null || amount.signum() <= 0) {
            throw new Refusal("--raise-usd is \"" + usd + "\", which is no amount above 0: write for example 50.");
        }
        try {
            return NanoUsd.ofUsd(amount);
        } catch (ArithmeticException e) {
            throw new Refusal("--raise-usd is \"" + usd + "\", which is more than 9.2 billion dollars: write less.");
        }
    }

    private long untilMs(long nowMs) {
        if ((until == null) == (lasting == null)) {
            throw new Refusal("An override needs an end: write either --until 2026-03-31T18:00:00Z or --for 8h.");
        }
        OptionalLong endMs = until != null ? Times.epochMs(until) : durationMs(String.valueOf(lasting), nowMs);
        if (endMs.isEmpty()) {
            throw new Refusal(
                    until != null
                            ? "--until is \"" + until + "\", which is no time: write for example 2026-03-31T18:00:00Z."
                            : "--for is \"" + lasting
                                    + "\", which is no number with s, m, h or d: write for example 8h.");
        }
        if (endMs.getAsLong() <= nowMs) {
            throw new Refusal("The override would end before it begins: write an end that is still to come.");
        }
        return endMs.getAsLong();
    }

    private static OptionalLong durationMs(String text, long nowMs) {
        OptionalLong ms = Times.durationMs(text);
        return ms.isPresent() ? OptionalLong.of(nowMs + ms.getAsLong()) : ms;
    }

    /** Refuses what is decided for somebody the directory does not know. */
    static void refuseNobody(Scope scope, Collection<Person> directory) {
        if (!KnownScopes.knows(scope, directory)) {
            List<String> known = KnownScopes.ids(scope.dimension(), directory);
            throw new Refusal("SCOPE is \"" + scope + "\", which is nobody in the directory: "
                    + (known.isEmpty()
                            ? "write a scope that is in it, or add the person with \"flyball directory import\"."
                            : Nearest.mend(scope.id(), known)));
        }
    }
}
