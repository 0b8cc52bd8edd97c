package io.flyball.runtime;

import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageHeaders;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a stage: one sink a topic. Also sees to it that forwarding works inside the commit, where Kafka Streams
 * has no current record and no current node.
 */
final class Outlets {
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_OUR_HEADER_BYTES = 4 * 1024;
    private static final List<String> OUR_HEADERS = List.of(
            UsageHeaders.STREAM_TIME,
            UsageHeaders.INGEST_TIME,
            UsageHeaders.REJECTED,
            UsageHeaders.SOURCE,
            UsageHeaders.SIZE_BYTES,
            UsageHeaders.SHA256);

    private final String stage;
    private final InternalProcessorContext<byte[], byte[]> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    @SuppressWarnings("unchecked")
    Outlets(String stage, ProcessorContext<byte[], byte[]> context) {
        this.stage = stage;
        this.context = (InternalProcessorContext<byte[], byte[]>) context;
        this.node = this.context.currentNode();
    }

    void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {
        send(topic, key, value, new RecordHeaders());
    }

    void send(Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long timestampMs = Math.max(0, context.currentSystemTimeMs());
        context.forward(new Record<>(key, value, timestampMs, headers), StageNames.sink(stage, topic));
    }

    /** Passes a usage record on under a key of ours. */
    void sendOn(Topic topic, byte[] key, Record<byte[], byte[]> usage) {
        send(topic, key, usage.value(), bounded(usage.headers()));
    }

    /** The headers, or our own alone where all of them could make a record too large to be written on. */
    static Headers bounded(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + sizeOf(header);
        }
        if (bytes <= MAX_HEADER_BYTES) {
            return headers;
        }
        Headers ours = new RecordHeaders();
        for (String name : OUR_HEADERS) {
            Header header = headers.lastHeader(name);
            if (header != null && sizeOf(header) <= MAX_OUR_HEADER_BYTES) {
                ours.add(header);
            }
        }
        return ours;
    }

    private static int sizeOf(Header header) {
        return header.value() == null ? 0 : header.value().length;
    }

    /** Runs an action as if a record of this task were being processed. */
    void insideCommit(Runnable action) {
        ProcessorRecordContext recordBefore = context.recordContext();
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        context.setCurrentNode(node);
        context.setRecordContext(new ProcessorRecordContext(
                context.currentSystemTimeMs(), -1, context.taskId().partition(), stage, new RecordHeaders()));
        try {
            action.run();
        } finally {
            context.setCurrentNode(nodeBefore);
            context.setRecordContext(recordBefore);
        }
    }
}
