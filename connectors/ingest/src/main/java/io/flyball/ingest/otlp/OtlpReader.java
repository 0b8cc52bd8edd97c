package io.flyball.ingest.otlp;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.ingest.files.InputFiles;
import io.flyball.ingest.files.LineWalk;
import io.flyball.ingest.files.Lines;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.files.UsageReader;
import io.flyball.ingest.files.UsageSink;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.SourceCoordinates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of the OpenTelemetry Collector's file exporter: one OTLP/JSON request a line, of whatever signal, told by its
 * field at the top. The user that is given pays where an item names nobody.
 */
public final class OtlpReader implements UsageReader {
    /** What a door takes as one request. */
    private static final int MAX_LINE_BYTES = 64 << 20;

    private static final String USER_HEADER = "x-flyball-user";

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        InputFiles input = InputFiles.check(files);
        Reading reading = new Reading(options, sink);
        LineWalk.over(input, input.files(), MAX_LINE_BYTES, sink, reading::line);
        reading.noteIgnored();
    }

    private static final class Reading {
        private final OtlpMapping mapping = new OtlpMapping(OtlpRules.DEFAULT);
        private final Map<String, Long> ignored = new TreeMap<>();
        private final ReadOptions options;
        private final Attributes headers;
        private final UsageSink sink;

        Reading(ReadOptions options, UsageSink sink) {
            this.options = options;
            this.headers = name -> name.equals(USER_HEADER) ? options.user() : null;
            this.sink = sink;
        }

        void line(Lines line, SourceCoordinates at) {
            if (line.tooLarge()) {
                sink.refuse(RejectionReason.TOO_LARGE, at, line.sizeBytes(), line.sha256Hex());
                return;
            }
            List<Mapped> items;
            try {
                items = mapped(line.bytes());
            } catch (UnreadableOtlp e) {
                sink.refuse(RejectionReason.NOT_JSON, at, line.sizeBytes(), line.sha256Hex());
                return;
            }
            for (Mapped item : items) {
                pass(item, line, at);
            }
        }

        private List<Mapped> mapped(byte[] json) throws UnreadableOtlp {
            return switch (OtlpJson.signal(json)) {
                case LOGS -> mapping.logs(OtlpJson.logs(json), headers, options.nowMs());
                case TRACES -> mapping.traces(OtlpJson.traces(json), headers, options.nowMs());
                case METRICS -> mapping.metrics(OtlpJson.metrics(json), headers, options.nowMs());
            };
        }

        private void pass(Mapped item, Lines line, SourceCoordinates at) {
            if (item instanceof Mapped.Call call) {
                RejectionReason impossible = UsageValidation.check(call.event(), options.nowMs());
                if (impossible == null) {
                    sink.accept(call.event(), at);
                } else {
                    sink.refuse(impossible, at, line.sizeBytes(), line.sha256Hex());
                }
            } else if (item instanceof Mapped.Refused refused) {
                sink.refuse(refused.reason(), at, refused.sizeBytes(), refused.sha256Hex());
            } else if (item instanceof Mapped.Ignored other) {
                ignored.merge(other.signal(), 1L, Long::sum);
            }
        }

        void noteIgnored() {
            if (!ignored.isEmpty()) {
                long all = ignored.values().stream().mapToLong(Long::longValue).sum();
                sink.note(all + " items were passed over, since they are no calls or repeat calls that are charged: "
                        + ignored + ".");
            }
            if (mapping.usageInconsistent() > 0) {
                sink.note(mapping.usageInconsistent()
                        + " calls had a part of their tokens greater than the whole, so both were counted: look at"
                        + " what sends them.");
            }
        }
    }
}
