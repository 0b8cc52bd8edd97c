package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.Adjustment;
import io.flyball.core.price.Price;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A finding rests on the source that reported the call which opened it, whoever called last. */
class ReporterTest {
    private static final long NOW_MS = 1_772_446_500_000L;
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final Ratings NONE = new Ratings() {
        @Override
        public @Nullable Price rating(String payer, String eventId) {
            return null;
        }

        @Override
        public void rate(String payer, String eventId, Price price) {}
    };

    private final InMemoryState state = new InMemoryState();
    private final Controls controls = new Controls(7 * 24 * 3_600_000L);
    private final PayerStage stage =
            new PayerStage(controls, new PartitionLedger(), state, state, state, new Deltas(), RowLayout.CHUNKS, state);

    @Test
    void isTheOneOfTheCallThatReachedTheAmount() {
        // when
        call("ann", "gateway", "4000");
        // then
        assertThat(opened().reporter()).isEqualTo("gateway");
    }

    @Test
    void isTheOneOfTheCallThatWasPricedAnew() {
        // given
        call("ann", "gateway", "1");
        call("bob", "other", "1");
        Price dearer = new Price(Price.State.PRICED, 4000 * NanoUsd.PER_USD, "row");
        // when
        stage.adjust(new Adjustment(state.charges.get(0), dearer), NONE);
        // then
        assertThat(opened().reporter()).isEqualTo("gateway");
    }

    @Test
    void isNobodyWhereADecisionOpensIt() {
        // given: a budget that is raised, and used up but for that
        controls.apply(
                GovernedUser.policy(BudgetsTest.budget("user", Window.DAY, 100, BudgetsTest.rung("1", Level.PACE))));
        stage.policyChanged();
        controls.overrides()
                .put(new ScopeOverride(
                        ANN, ScopeOverride.Kind.RAISE, 50 * NanoUsd.PER_USD, "eve", "demo day", 0, NOW_MS + 1000));
        call("ann", "gateway", "120");
        call("bob", "other", "1");
        // when
        stage.governor().expire(ANN, state.change(ANN), state.rows(ANN), NOW_MS + 1000);
        // then
        assertThat(opened().reporter()).isEmpty();
    }

    private OpenFinding opened() {
        return Objects.requireNonNull(state.change(ANN).governed())
                .openFindings()
                .get(0);
    }

    private void call(String user, String source, String usd) {
        stage.accept(
                UsageEvent.builder()
                        .eventId(user + source)
                        .timeMs(NOW_MS)
                        .model("unpriced")
                        .user(user)
                        .source(source)
                        .reportedCostUsd(new BigDecimal(usd))
                        .build(),
                PayerStage.NO_STAMP);
    }
}
