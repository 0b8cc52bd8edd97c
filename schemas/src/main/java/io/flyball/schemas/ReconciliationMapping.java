package io.flyball.schemas;

import io.flyball.core.reconcile.Driver;
import io.flyball.core.reconcile.Measured;
import io.flyball.core.reconcile.ReconcileWords;
import io.flyball.core.reconcile.Reconciled;
import io.flyball.schemas.avro.Reconciliation;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Comparisons of the core as records of the reconciliation topic. */
public final class ReconciliationMapping {
    private ReconciliationMapping() {}

    /** The key of a comparison's record: provider, day and model; the model is empty where it is a whole day's. */
    public static String key(Reconciled reconciled) {
        return reconciled.provider() + "/" + LocalDate.ofEpochDay(reconciled.epochDay()) + "/" + reconciled.model();
    }

    /** @param nowMs when it was compared, epoch ms */
    public static Reconciliation toAvro(Reconciled reconciled, long nowMs) {
        Measured measured = reconciled.measured();
        Map<String, Long> parts = new TreeMap<>();
        for (Driver driver : Driver.values()) {
            parts.put(driver.wireName(), reconciled.part(driver));
        }
        return Reconciliation.newBuilder()
                .setProvider(reconciled.provider())
                .setDay(LocalDate.ofEpochDay(reconciled.epochDay()).toString())
                .setModel(reconciled.model())
                .setBasis(reconciled.basis().wireName())
                .setNames(reconciled.names())
                .setMeasuredCalls(measured.calls())
                .setUnpricedCalls(measured.unpricedCalls())
                .setLateCalls(measured.lateCalls())
                .setBilledRequests(reconciled.billedRequests())
                .setMeasuredUnits(measured.units().byName())
                .setLateUnits(measured.late().byName())
                .setBilledUnits(reconciled.billedUnits().byName())
                .setMeasuredNanoUsd(measured.costNanoUsd())
                .setBilledNanoUsd(reconciled.billedNanoUsd())
                .setDifferenceNanoUsd(reconciled.differenceNanoUsd())
                .setPartsNanoUsd(parts)
                .setSourcesNanoUsd(new TreeMap<>(measured.costBySource()))
                .setRevisable(reconciled.revisable())
                .setText(ReconcileWords.text(reconciled))
                .setReconciledAtMs(nowMs)
                .build();
    }
}
