package io.flyball.runtime;

import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.ScopeSpend;
import io.flyball.core.spend.Window;
import io.flyball.schemas.AdjustmentCodec;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.RejectedUsage;
import io.flyball.schemas.avro.SpendUpdate;
import java.util.HashMap;
import java.util.Map;

/** The codecs of everything a stage reads and writes. Thread-safe. */
record StageSerdes(
        UsageEventCodec usage,
        ChargeCodec charges,
        AdjustmentCodec adjustments,
        AvroSerde<ControlRecord> controls,
        AvroSerde<FindingEvent> findings,
        AvroSerde<Alert> alerts,
        AvroSerde<SpendUpdate> spend,
        AvroSerde<RejectedUsage> rejected) {

    static StageSerdes of(SchemaRegistry registry, TopicCatalogue topics) {
        return new StageSerdes(
                new UsageEventCodec(registry, topics),
                new ChargeCodec(registry, topics),
                new AdjustmentCodec(registry, topics),
                new AvroSerde<>(registry, topics, Topic.CONTROL, ControlRecord.class),
                new AvroSerde<>(registry, topics, Topic.FINDINGS, FindingEvent.class),
                new AvroSerde<>(registry, topics, Topic.ALERTS, Alert.class),
                new AvroSerde<>(registry, topics, Topic.SPEND, SpendUpdate.class),
                new AvroSerde<>(registry, topics, Topic.USAGE_REJECTED, RejectedUsage.class));
    }

    byte[] spendUpdate(Scope scope, ScopeSpend state) {
        Measures totals = state.totals();
        Map<String, Long> windows = new HashMap<>();
        for (int w = 0; w < Window.COUNT; w++) {
            Window window = Window.ofOrdinal(w);
            windows.put(window.wireName(), state.windowCostNanoUsd(window));
        }
        SpendUpdate update = new SpendUpdate();
        update.setScope(scope.toString());
        update.setAsOfMs(state.clockMs());
        update.setCostNanoUsd(totals.costNanoUsd());
        update.setCalls(totals.calls());
        update.setErrors(totals.errors());
        update.setInputTokens(totals.inputTokens());
        update.setCacheReadTokens(totals.cacheReadTokens());
        update.setCacheWrite5mTokens(totals.cacheWrite5mTokens());
        update.setCacheWrite1hTokens(totals.cacheWrite1hTokens());
        update.setOutputTokens(totals.outputTokens());
        update.setUnpricedCalls(totals.unpricedCalls());
        update.setWasteNanoUsd(waste(totals));
        update.setWindowsNanoUsd(windows);
        return spend.serialize(update);
    }

    private static Map<String, Long> waste(Measures totals) {
        Map<String, Long> waste = new HashMap<>();
        for (WasteKind kind : WasteKind.values()) {
            if (totals.avoidableNanoUsd(kind) != 0) {
                waste.put(kind.wireName(), totals.avoidableNanoUsd(kind));
            }
        }
        return waste;
    }
}
