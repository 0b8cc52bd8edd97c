package io.flyball.ingest.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
    private static final Client ANN = new Client("ann", Set.of(), "", 0);
    private static final Client BEN = new Client("ben", Set.of(), "", 0);

    private final MemoryBudget budget = new MemoryBudget(1000);

    @Test
    void oneClientGetsHalfAtMost() {
        budget.lease(ANN, 400);

        MemoryBudget.Lease more = budget.lease(ANN, 101);

        assertThat(more).isNull();
        assertThat(budget.lease(BEN, 500)).isNotNull();
    }

    @Test
    void whatDoesNotFitTakesNothing() {
        MemoryBudget.Lease lease = requireNonNull(budget.lease(ANN, 400));

        boolean grown = lease.grow(200);

        assertThat(grown).isFalse();
        assertThat(budget.usedBytes()).isEqualTo(400);
    }

    @Test
    void aLeaseIsGivenBackOnce() {
        MemoryBudget.Lease lease = requireNonNull(budget.lease(ANN, 400));
        budget.lease(BEN, 100);

        lease.close();
        lease.close();

        assertThat(budget.usedBytes()).isEqualTo(100);
        assertThat(budget.lease(ANN, 500)).isNotNull();
    }
}
