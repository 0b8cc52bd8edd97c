package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.detect.Finding;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.spend.Deltas;
import io.flyball.core.stage.Controls;
import io.flyball.core.stage.PayerOutputs;
import io.flyball.core.stage.PayerStage;
import io.flyball.runtime.state.CommitHook;
import io.flyball.runtime.state.StoredRatings;
import io.flyball.runtime.state.StoredScopes;
import io.flyball.runtime.state.StoredSeenIds;
import io.flyball.runtime.state.StoredTrails;
import io.flyball.schemas.AdjustmentCodec;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shell of {@link PayerStage}: reads usage, rekeyed usage and control of one partition. A record that cannot be read, is
 * impossible, late, or on a partition that is not its payer's goes where it belongs and is counted; none is thrown.
 *
 * <p>Runs on one stream thread. Everything it changes is on the heap until the commit, where {@link #beforeCommit} writes
 * and forwards it in the transaction of the input.
 */
final class PayerProcessor implements Processor<byte[], byte[], byte[], byte[]>, PayerOutputs {
    private static final Logger LOG = LoggerFactory.getLogger(PayerProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int RATINGS_A_TICK = 1000;

    /** What is larger could not be written on as a charge, with ids and headers of their greatest size beside it. */
    private static final int MAX_USAGE_BYTES = TopicCatalogue.MAX_MESSAGE_BYTES - 256 * 1024;

    private final TopologySettings settings;
    private final StageSerdes serdes;
    private final int partitions;
    private final Deltas deltas = new Deltas();

    // Effectively final, set in init.
    private ProcessorContext<byte[], byte[]> context;
    private Outlets outlets;
    private GovernedScopes scopes;
    private StoredTrails trails;
    private StoredRatings ratings;
    private Books books;
    private ControlDesk controls;
    private PartitionLedger ledger;
    private PayerStage stage;
    private DeltaFlush deltaFlush;
    private Rejections rejections;

    /** The usage record at hand, for passing its bytes on. */
    private byte @Nullable [] currentValue;

    @SuppressWarnings("NullAway.Init")
    PayerProcessor(TopologySettings settings, StageSerdes serdes) {
        this.settings = settings;
        this.serdes = serdes;
        this.partitions = settings.topics().partitions();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        // A task that is revived keeps its processor: what an aborted transaction left on the heap goes.
        deltas.clear();
        outlets = new Outlets(StageNames.PAYER, context);
        rejections = new Rejections(outlets, serdes);
        deltaFlush = new DeltaFlush(outlets, partition(), partitions);
        books = new Books(context.getStateStore(StageNames.PAYER_BOOKS));
        ledger = books.ledger();
        scopes = new GovernedScopes(
                new StoredScopes(
                        context.getStateStore(StageNames.PAYER_SCOPES), context.getStateStore(StageNames.PAYER_SLICES)),
                outlets,
                serdes,
                settings.inForce());
        trails = new StoredTrails(context.getStateStore(StageNames.PAYER_TRAILS));
        ratings = new StoredRatings(context.getStateStore(StageNames.PAYER_RATINGS));
        Controls inForce = new Controls(settings.horizonMs(), settings.firstPolicy());
        controls = new ControlDesk(inForce, books, serdes, this::isMine, this::onRefusedControl);
        controls.restore();
        stage = new PayerStage(
                inForce,
                ledger,
                new StoredSeenIds(context.getStateStore(StageNames.PAYER_IDS), settings.horizonMs() / 2),
                scopes.stored(),
                trails,
                deltas,
                settings.layout(),
                this);
        CommitHook hook = context.getStateStore(StageNames.PAYER_COMMIT);
        hook.beforeCommit(() -> outlets.insideCommit(this::beforeCommit));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic.equals(settings.topics().name(Topic.CONTROL))) {
            onControl(record);
        } else if (topic.equals(settings.topics().name(Topic.ADJUSTMENTS))) {
            onAdjustment(record);
        } else if (record.headers().lastHeader(UsageHeaders.END_OF_INPUT) != null) {
            onEndOfInput(record);
        } else {
            onUsage(record, topic.equals(settings.topics().name(Topic.USAGE_REKEY)));
        }
    }

    private void onUsage(Record<byte[], byte[]> record, boolean rekeyed) {
        String refused = record.value() == null ? UsageHeaders.text(record.headers(), UsageHeaders.REJECTED) : null;
        if (refused != null) {
            RejectionReason reason = RejectionReason.ofWireName(refused);
            reject(record, reason == null ? RejectionReason.NULL_VALUE : reason, "refused before it was sent");
            return;
        }
        if (record.value() != null && record.value().length > MAX_USAGE_BYTES) {
            reject(record, RejectionReason.TOO_LARGE, "more than " + MAX_USAGE_BYTES + " bytes");
            return;
        }
        Decoded decoded = serdes.usage().decode(record.value());
        if (decoded instanceof Decoded.Unreadable unreadable) {
            reject(record, unreadable.reason(), unreadable.detail());
            return;
        }
        UsageEvent call = ((Decoded.Usage) decoded).event();
        RejectionReason reason = stage.validate(call, record.timestamp());
        if (reason != null) {
            reject(record, reason, "not possible");
        } else if (!rekeyed && !isMine(call.payer())) {
            reroute(record, call);
        } else {
            accept(record, call, rekeyed);
        }
    }

    private void accept(Record<byte[], byte[]> record, UsageEvent call, boolean rekeyed) {
        currentValue = record.value();
        long stampMs = stampMs(record);
        if (controls.advanceTo(Math.max(Math.max(stampMs, ledger.streamTimeMs()), call.timeMs()))) {
            onOtherPolicy();
        }
        scopes.expire(stage.governor()::expire, Math.max(stampMs, ledger.streamTimeMs()));
        PayerStage.Verdict verdict = rekeyed && stampMs != PayerStage.NO_STAMP
                ? stage.acceptRerouted(call, stampMs)
                : stage.accept(call, stampMs);
        switch (verdict.outcome()) {
            case LATE:
                outlets.sendOn(Topic.USAGE_LATE, utf8(call.payer()), record);
                break;
            case REJECTED:
                RejectionReason reason = verdict.reason();
                rejections.send(context, record, reason == null ? "" : reason.wireName(), "not countable");
                break;
            case ADMITTED:
                if (settings.clocking() == Clocking.STREAM) {
                    Scope payer = new Scope(Dimension.USER, call.payer());
                    scopes.signalNewLevel(stage.governor(), payer, ledger.streamTimeMs());
                }
                break;
            default:
        }
        scopes.expire(stage.governor()::expire, ledger.streamTimeMs());
    }

    /** The stamp where a call could have that time: no header may move stream time to where no call can. */
    private static long stampMs(Record<byte[], byte[]> record) {
        long stampMs = UsageHeaders.timeMs(record.headers(), UsageHeaders.STREAM_TIME, PayerStage.NO_STAMP);
        return UsageValidation.possibleAt(stampMs, record.timestamp()) ? stampMs : PayerStage.NO_STAMP;
    }

    private void reject(Record<byte[], byte[]> record, RejectionReason reason, String detail) {
        stage.reject(reason);
        rejections.send(context, record, reason.wireName(), detail);
    }

    /** Sends a call to its payer's partition, with the stream time as of which it is to be judged there. */
    private void reroute(Record<byte[], byte[]> record, UsageEvent call) {
        ledger.increment(Count.READ);
        ledger.increment(Count.REROUTED);
        ledger.advanceTo(Math.max(stampMs(record), call.timeMs()));
        record.headers()
                .remove(UsageHeaders.STREAM_TIME)
                .remove(UsageHeaders.INGEST_TIME)
                .add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(ledger.streamTimeMs()))
                .add(UsageHeaders.INGEST_TIME, UsageHeaders.ofTimeMs(record.timestamp()));
        outlets.sendOn(Topic.USAGE_REKEY, utf8(call.payer()), record);
    }

    private boolean isMine(String payer) {
        return Utils.toPositive(Utils.murmur2(utf8(payer))) % partitions == partition();
    }

    private boolean isMine(Scope scope) {
        return scope.dimension() == Dimension.USER && isMine(scope.id());
    }

    private void onControl(Record<byte[], byte[]> record) {
        ControlDesk.Taken taken = controls.onRecord(record.key(), record.value(), ledger.streamTimeMs());
        if (taken.governsAll()) {
            onOtherPolicy();
        }
        if (taken.overridden() != null) {
            scopes.reconsider(stage.governor(), taken.overridden(), ledger.streamTimeMs());
        }
        if (taken.handOn()) {
            deltaFlush.sendTo(
                    partition(),
                    RollupPacket.begin(RollupPacket.Kind.CONTROL, partition(), ledger.streamTimeMs())
                            .writeBytes(record.value())
                            .take());
        }
    }

    private void onOtherPolicy() {
        stage.policyChanged();
        scopes.reconsiderAll(stage.governor(), ledger.streamTimeMs());
    }

    /** Every partition reads every control record; one of them tells. */
    private void onRefusedControl(String key, String sentence) {
        if (partition() == 0) {
            settings.inForce().controlRefused();
            String at = context.recordMetadata()
                    .map(read -> Long.toString(read.offset()))
                    .orElse("start");
            outlets.send(
                    Topic.ALERTS,
                    utf8(AlertMapping.CONTROL_SCOPE),
                    serdes.alerts().serialize(AlertMapping.ofRefusedControl(key, at, sentence, nowMs())));
        }
    }

    private long nowMs() {
        return Math.max(ledger.streamTimeMs(), context.currentSystemTimeMs());
    }

    /** The input is at its end: what is due by its newest time ends, here and in the roll-up. */
    private void onEndOfInput(Record<byte[], byte[]> record) {
        ledger.advanceTo(stampMs(record));
        scopes.expire(stage.governor()::expire, ledger.streamTimeMs());
        deltaFlush.flush(deltas, ledger.streamTimeMs());
        deltaFlush.sendToAll(RollupPacket.begin(RollupPacket.Kind.END_OF_INPUT, partition(), ledger.streamTimeMs())
                .take());
    }

    /** Makes good what a change of prices means for a call that is charged already. */
    private void onAdjustment(Record<byte[], byte[]> record) {
        AdjustmentCodec.Addressed addressed = read(record.value());
        if (addressed == null) {
            return;
        }
        UsageEvent call = addressed.adjustment().charge().call();
        if (addressed.application().equals(context.applicationId()) && isMine(call.payer())) {
            currentValue = serdes.usage().encode(call);
            ratings.at(context.currentSystemTimeMs());
            stage.adjust(addressed.adjustment(), ratings);
        }
    }

    private AdjustmentCodec.@Nullable Addressed read(byte @Nullable [] value) {
        try {
            return value == null ? null : serdes.adjustments().decode(value);
        } catch (SerializationException e) {
            LOG.warn("An adjustment is not Avro of a known schema and was passed over: {}", e.getMessage());
            return null;
        }
    }

    private void tick(long wallMs) {
        ratings.at(wallMs);
        ratings.sweep(RATINGS_A_TICK);
        if (settings.clocking() == Clocking.LATER_OF_STREAM_AND_WALL) {
            scopes.expire(stage.governor()::expire, Math.max(wallMs, ledger.streamTimeMs()));
        }
    }

    private void beforeCommit() {
        scopes.beforeCommit(stage.governor(), ledger.streamTimeMs(), context.currentSystemTimeMs());
        trails.flush();
        deltaFlush.flush(deltas, ledger.streamTimeMs());
        books.put(ledger);
        settings.inForce().tell(context.taskId().toString(), scopes.tally());
    }

    @Override
    public void close() {
        settings.inForce().forget(context.taskId().toString());
    }

    @Override
    public void charge(ChargedCall charge) {
        byte[] value = currentValue;
        if (value == null) {
            throw new IllegalStateException("Expected a usage record at hand, but there is none");
        }
        outlets.send(
                Topic.CHARGES, utf8(charge.call().payer()), serdes.charges().encode(charge, value));
    }

    @Override
    public void finding(Finding finding, Level level, long validUntilMs) {
        scopes.finding(finding, level, validUntilMs);
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

    private int partition() {
        return context.taskId().partition();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
