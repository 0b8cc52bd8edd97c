package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.SliceRows;
import io.flyball.core.stage.Controls;
import io.flyball.core.stage.RollupStage;
import io.flyball.runtime.state.CommitHook;
import io.flyball.runtime.state.StoredScopes;
import io.flyball.runtime.state.StoredTeams;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Shell of {@link RollupStage}: reads the packets of all first-stage tasks that concern the scopes of one roll-up
 * partition. Its ledger counts the calls merged for teams, so that what is on its way can be reported.
 */
final class RollupProcessor implements Processor<byte[], byte[], byte[], byte[]>, GovernorOutputs {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final TopologySettings settings;
    private final StageSerdes serdes;
    private final long[] sourceTimesMs;

    // Effectively final, set in init.
    private ProcessorContext<byte[], byte[]> context;
    private Outlets outlets;
    private GovernedScopes scopes;
    private StoredTeams teams;
    private Books books;
    private ControlDesk controls;
    private PartitionLedger ledger;
    private RollupStage stage;

    @SuppressWarnings("NullAway.Init")
    RollupProcessor(TopologySettings settings, StageSerdes serdes) {
        this.settings = settings;
        this.serdes = serdes;
        this.sourceTimesMs = new long[settings.topics().partitions()];
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        outlets = new Outlets(StageNames.MERGE, context);
        books = new Books(context.getStateStore(StageNames.MERGE_BOOKS));
        ledger = books.ledger();
        Arrays.fill(sourceTimesMs, PartitionLedger.NEVER);
        scopes = new GovernedScopes(
                new StoredScopes(
                        context.getStateStore(StageNames.MERGE_SCOPES), context.getStateStore(StageNames.MERGE_SLICES)),
                outlets,
                serdes,
                settings.inForce());
        Controls inForce = new Controls(settings.horizonMs(), settings.firstPolicy());
        controls = new ControlDesk(
                inForce, books, serdes, scope -> scope.dimension() != Dimension.USER, (key, sentence) -> {});
        controls.restore();
        teams = new StoredTeams(context.getStateStore(StageNames.MERGE_TEAMS));
        stage = new RollupStage(inForce, scopes.stored(), teams, settings.layout(), this);
        CommitHook hook = context.getStateStore(StageNames.MERGE_COMMIT);
        hook.beforeCommit(() -> outlets.insideCommit(this::beforeCommit));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RollupPacket packet = RollupPacket.read(record.value());
        switch (packet.kind()) {
            case DELTAS:
                packet.forEachDelta(this::merge, stage::member, stage::taskGrew);
                break;
            case CONTROL:
                onControl(packet.control());
                break;
            case END_OF_INPUT:
        }
        sourceTimesMs[packet.sourcePartition()] = packet.streamTimeMs();
        ledger.advanceTo(packet.streamTimeMs());
        if (controls.advanceTo(ledger.streamTimeMs())) {
            onOtherPolicy();
        }
        scopes.expire(this::expire, nowMs());
    }

    private void onControl(byte[] control) {
        ControlDesk.Taken taken = controls.onHandedOn(control, ledger.streamTimeMs());
        if (taken.governsAll()) {
            onOtherPolicy();
        }
        if (taken.overridden() != null) {
            scopes.reconsider(stage.governor(), taken.overridden(), ledger.streamTimeMs());
        }
    }

    private void onOtherPolicy() {
        stage.policyChanged();
        scopes.reconsiderAll(stage.governor(), ledger.streamTimeMs());
    }

    private void merge(Scope scope, long minuteSlot, Measures measures) {
        stage.merge(scope, minuteSlot, measures);
        if (scope.dimension() == Dimension.TEAM) {
            ledger.add(Count.ADMITTED, measures.calls());
            ledger.add(Count.COST_NANO_USD, measures.costNanoUsd());
        }
    }

    /**
     * In a replay the time all source partitions have passed: a scope they share must not be let go while one of them
     * still has its spend to tell.
     */
    private long nowMs() {
        return settings.clocking() == Clocking.STREAM
                ? Arrays.stream(sourceTimesMs).min().orElse(PartitionLedger.NEVER)
                : ledger.streamTimeMs();
    }

    private void expire(Scope scope, ScopeState state, SliceRows rows, long atMs) {
        stage.expire(scope, state, rows, atMs, ledger.streamTimeMs());
    }

    private void tick(long wallMs) {
        if (settings.clocking() == Clocking.LATER_OF_STREAM_AND_WALL) {
            scopes.expire(this::expire, Math.max(wallMs, ledger.streamTimeMs()));
        }
    }

    private void beforeCommit() {
        scopes.beforeCommit(stage.governor(), ledger.streamTimeMs(), context.currentSystemTimeMs());
        teams.flush();
        books.put(ledger);
        settings.inForce().tell(context.taskId().toString(), scopes.tally());
    }

    /**
     * Tells every payer's partition of a source that is silent or reports again, through the control topic, so that it is
     * recorded where it took effect. Not in a replay: at its speed that point would be anywhere.
     */
    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        scopes.finding(finding, level, validUntilMs);
        if (finding.kind() == FindingKind.SILENCE && settings.clocking() == Clocking.LATER_OF_STREAM_AND_WALL) {
            ControlRecord silence = ControlMapping.ofSilence(finding.scope().id(), finding.open());
            outlets.send(
                    Topic.CONTROL,
                    ControlMapping.key(silence).getBytes(StandardCharsets.UTF_8),
                    serdes.controls().serialize(silence));
        }
    }

    @Override
    public void signal(Signal signal) {
        scopes.signal(signal);
    }

    @Override
    public void tombstone(Scope scope) {
        scopes.tombstone(scope);
    }

    @Override
    public void wakeAt(Scope scope, long timeMs) {
        scopes.wakeAt(scope, timeMs);
    }

    @Override
    public void close() {
        settings.inForce().forget(context.taskId().toString());
    }
}
