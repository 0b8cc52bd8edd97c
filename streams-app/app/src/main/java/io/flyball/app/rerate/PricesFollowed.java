package io.flyball.app.rerate;

import io.flyball.core.price.Rerating;
import io.flyball.core.stage.Controls;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.ModelPrices;
import io.flyball.schemas.avro.PriceRowRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices and trust as one partition of the control topic has them, and which models' rows changed since charged calls
 * were last priced by them. Not thread-safe.
 */
final class PricesFollowed {
    /** No change of any row. */
    static final long NEVER = Long.MAX_VALUE;

    private final Controls inForce = new Controls(0);
    private final Map<String, List<PriceRowRecord>> rowsByModel = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private long earliestMs = NEVER;

    /**
     * Takes a control record in, in the order of its partition.
     *
     * @param counts whether a change of rows is to be heeded; false for what was heeded before a restart
     */
    void take(ControlRecord control, boolean counts) {
        ControlChange change = ControlMapping.read(control);
        if (change instanceof ControlChange.PolicyInForce policy) {
            inForce.apply(policy.policy());
        } else if (change instanceof ControlChange.Prices prices) {
            inForce.prices().replace(prices.model(), prices.rows());
            note(prices.model(), control.getPrices(), counts);
        }
    }

    private void note(String model, @Nullable ModelPrices prices, boolean counts) {
        List<PriceRowRecord> now = prices == null ? List.of() : prices.getRows();
        List<PriceRowRecord> before = rowsByModel.getOrDefault(model, List.of());
        rowsByModel.put(model, now);
        List<PriceRowRecord> differing = new ArrayList<>(now);
        differing.removeAll(before);
        before.stream().filter(row -> !now.contains(row)).forEach(differing::add);
        if (counts && !differing.isEmpty()) {
            changed.add(model);
            differing.forEach(row -> earliestMs = Math.min(earliestMs, row.getFromMs()));
        }
    }

    /** Whether rows changed that charged calls are not priced by yet. */
    boolean changed() {
        return !changed.isEmpty();
    }

    /** The earliest instant from which a changed row holds, epoch ms: calls before cost what they did. */
    long earliestMs() {
        return earliestMs;
    }

    /** Prices calls by the changed rows. */
    Rerating rerating() {
        return new Rerating(inForce.prices(), inForce.policy().trustReportedCost(), changed);
    }

    /** Charged calls are priced by all of it now. */
    void settled() {
        changed.clear();
        earliestMs = NEVER;
    }
}
