package io.flyball.bench.layout;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Measures;
import io.flyball.runtime.state.CommitHook;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.UsageEventCodec;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/** Counts calls into their users' windows and does nothing else, so that what differs is the layout alone. */
final class LayoutProcessor implements Processor<byte[], byte[], Void, Void> {
    private final LayoutVariant variant;
    private final UsageEventCodec codec;
    private final CalendarZone zone = new CalendarZone(ZoneOffset.UTC);

    // Effectively final, set in init.
    private InternalProcessorContext<Void, Void> context;
    private ProcessorNode<?, ?, ?, ?> node;
    private LayoutStates states;

    @SuppressWarnings("NullAway.Init")
    LayoutProcessor(LayoutVariant variant, UsageEventCodec codec) {
        this.variant = variant;
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = (InternalProcessorContext<Void, Void>) processorContext;
        node = context.currentNode();
        states = LayoutStates.of(
                variant,
                context.getStateStore(LayoutTopology.HEADS),
                context.getStateStore(LayoutTopology.ROWS));
        CommitHook hook = context.getStateStore(LayoutTopology.COMMIT);
        hook.beforeCommit(this::flush);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (!(codec.decode(record.value()) instanceof Decoded.Usage usage)) {
            throw new IllegalStateException("Expected every record of the benchmark to be readable, but one is not");
        }
        UsageEvent call = usage.event();
        Scope user = new Scope(Dimension.USER, call.payer());
        long costNanoUsd = 1000 * (call.inputTokens() + 5 * call.outputTokens());
        states.change(user)
                .spend()
                .add(
                        call.timeMs(),
                        Measures.ofCall(call, costNanoUsd),
                        states.rows(user),
                        variant.layout(),
                        zone);
    }

    /** Stores log their changes with the context of a record, and inside a commit there is none. */
    private void flush() {
        ProcessorRecordContext recordBefore = context.recordContext();
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        context.setCurrentNode(node);
        context.setRecordContext(new ProcessorRecordContext(
                context.currentSystemTimeMs(), -1, context.taskId().partition(), "flush", new RecordHeaders()));
        try {
            states.flush();
        } finally {
            context.setCurrentNode(nodeBefore);
            context.setRecordContext(recordBefore);
        }
    }
}
