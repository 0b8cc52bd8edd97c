package io.flyball.app.node;

import io.flyball.app.http.Conservation;
import io.flyball.app.http.LiveView;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.WasteKind;
import io.flyball.runtime.FlyballMetric;
import io.flyball.runtime.InForce;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Reads the books from state every second and shows them as metrics and on the page. Series of a partition come and go
 * with it.
 */
final class GovernorMetrics implements AutoCloseable {
    private static final List<Count> OUTCOMES =
            List.of(Count.ADMITTED, Count.DUPLICATE, Count.LATE, Count.REJECTED, Count.REROUTED);

    private final GovernorStreams streams;
    private final MeterRegistry registry;
    private final LiveView view;
    private final Map<Integer, PartitionSeries> byPartition = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "flyball-metrics");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long inFlightNanoUsd;

    /** The latest books of a partition and the meters that show them. */
    private static final class PartitionSeries {
        private final List<Meter> meters = new ArrayList<>();
        private final Set<RejectionReason> shownReasons = EnumSet.noneOf(RejectionReason.class);
        private volatile PartitionLedger ledger;

        private PartitionSeries(PartitionLedger ledger) {
            this.ledger = ledger;
        }
    }

    GovernorMetrics(GovernorStreams streams, InForce inForce, MeterRegistry registry, LiveView view) {
        this.streams = streams;
        this.registry = registry;
        this.view = view;
        for (Level level : Level.values()) {
            if (level != Level.CLEAR) {
                FlyballMetric.SIGNALS_IN_FORCE.register(registry, inForce, f -> f.signals(level), level.wireName());
            }
            FlyballMetric.SIGNALS_CHANGED.register(registry, inForce, f -> f.changesTo(level), level.wireName());
        }
        for (FindingKind kind : FindingKind.values()) {
            FlyballMetric.FINDINGS_OPEN.register(registry, inForce, f -> f.openFindings(kind), kind.wireName());
        }
        FlyballMetric.CONTROL_REFUSED.register(registry, inForce, InForce::refusedControls);
        FlyballMetric.ROLLUP_IN_FLIGHT.register(registry, this, m -> m.inFlightNanoUsd);
        FlyballMetric.READY.register(registry, streams, s -> s.running() ? 1 : 0);
    }

    void start() {
        timer.scheduleWithFixedDelay(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        if (!streams.running()) {
            return;
        }
        try {
            Map<Integer, PartitionLedger> now = streams.queries().ledgerByPartition();
            byPartition.keySet().stream()
                    .filter(p -> !now.containsKey(p))
                    .toList()
                    .forEach(this::remove);
            now.forEach(this::show);
            inFlightNanoUsd = streams.queries().inFlightNanoUsd();
            PartitionLedger sum = new PartitionLedger();
            now.values().forEach(sum::addAll);
            view.onConservation(new Conservation(
                    sum.get(Count.READ),
                    sum.get(Count.ADMITTED),
                    sum.get(Count.DUPLICATE),
                    sum.get(Count.LATE),
                    sum.get(Count.REJECTED),
                    sum.get(Count.REROUTED),
                    sum.get(Count.UNPRICED)));
        } catch (InvalidStateStoreException rebalancing) {
            // The next second sees the stores again.
        }
    }

    private void remove(int partition) {
        PartitionSeries gone = byPartition.remove(partition);
        if (gone != null) {
            gone.meters.forEach(registry::remove);
        }
    }

    private void show(int partition, PartitionLedger ledger) {
        PartitionSeries series = byPartition.computeIfAbsent(partition, p -> register(p, ledger));
        series.ledger = ledger;
        for (RejectionReason reason : ledger.rejectedByReason().keySet()) {
            if (!series.shownReasons.add(reason)) {
                continue;
            }
            series.meters.add(FlyballMetric.USAGE_REJECTED.register(
                    registry,
                    series,
                    s -> s.ledger.rejectedByReason().getOrDefault(reason, 0L),
                    Integer.toString(partition),
                    reason.wireName()));
        }
    }

    private PartitionSeries register(int partition, PartitionLedger ledger) {
        PartitionSeries series = new PartitionSeries(ledger);
        String p = Integer.toString(partition);
        List<Meter> meters = series.meters;
        meters.add(FlyballMetric.USAGE_READ.register(registry, series, s -> s.ledger.get(Count.READ), p));
        for (Count outcome : OUTCOMES) {
            meters.add(FlyballMetric.USAGE_RECORDS.register(
                    registry, series, s -> s.ledger.get(outcome), p, outcome.wireName()));
        }
        meters.add(FlyballMetric.USAGE_UNACCOUNTED.register(registry, series, s -> unaccounted(s.ledger), p));
        meters.add(FlyballMetric.USAGE_UNPRICED.register(registry, series, s -> s.ledger.get(Count.UNPRICED), p));
        meters.add(FlyballMetric.SPEND_COST.register(registry, series, s -> s.ledger.get(Count.COST_NANO_USD), p));
        for (WasteKind kind : WasteKind.values()) {
            meters.add(FlyballMetric.WASTE.register(
                    registry, series, s -> s.ledger.avoidableNanoUsd(kind), p, kind.wireName()));
        }
        meters.add(FlyballMetric.STREAM_TIME_LAG.register(
                registry,
                series,
                s -> s.ledger.streamTimeMs() == PartitionLedger.NEVER
                        ? 0
                        : System.currentTimeMillis() - s.ledger.streamTimeMs(),
                p));
        return series;
    }

    private static long unaccounted(PartitionLedger ledger) {
        long rest = ledger.get(Count.READ);
        for (Count outcome : OUTCOMES) {
            rest -= ledger.get(outcome);
        }
        return rest;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
