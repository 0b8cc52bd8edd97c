package io.flyball.alerting.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done: first everything remembered, then everything delivered.
 *
 * @param nextMs when there is something to do again though nothing happens, epoch ms
 */
public record Turn(List<Change> changes, List<Delivery> deliveries, long nextMs) {

    /**
     * What is to be remembered of a case.
     *
     * @param partition the one of its alerts
     * @param state null: it is forgotten
     */
    public record Change(
            int partition, CaseKey key, @Nullable AlertCase state) {}
}
