package io.flyball.ingest.litellm;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.files.CsvRows;
import io.flyball.ingest.files.InputFiles;
import io.flyball.ingest.files.ItemWalk;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.files.UsageReader;
import io.flyball.ingest.files.UsageSink;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.HeldBytes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Items;
import io.flyball.ingest.record.JsonItems;
import io.flyball.ingest.record.Mapped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of LiteLLM's calls: its table of spend logs as a JSON array, as one object a line or as CSV with a head, or
 * payloads of its webhook. The user of the options pays for calls that name neither a user nor a key.
 */
public final class LiteLlmReader implements UsageReader {
    private static final int LOOK_AHEAD_BYTES = 1 << 16;

    private final LiteLlmMapping mapping;

    public LiteLlmReader() {
        this(IdentityRules.DEFAULT);
    }

    public LiteLlmReader(IdentityRules rules) {
        this.mapping = new LiteLlmMapping(rules);
    }

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        InputFiles input = InputFiles.check(files);
        for (Path file : input.files()) {
            checkBeginning(input, file);
        }
        ItemWalk.over(input, sink, new Format(ItemWalk.headers(options), options.nowMs()));
    }

    private static void checkBeginning(InputFiles input, Path file) throws UnreadableInput {
        try (InputStream in = new BufferedInputStream(input.openUncounted(file), LOOK_AHEAD_BYTES)) {
            if (!isJson(in)) {
                header(file, new CsvRows(in, LiteLlmMapping.MAX_ITEM_BYTES));
            }
        } catch (UnreadableInput told) {
            throw told;
        } catch (IOException e) {
            throw InputFiles.broken(file, 0, e);
        }
    }

    /** Told by the first byte that is no blank; a file of nothing is JSON without a record. */
    private static boolean isJson(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD_BYTES);
        int b = in.read();
        for (int i = 1; i < LOOK_AHEAD_BYTES && b >= 0 && HeldBytes.isBlank((byte) b); i++) {
            b = in.read();
        }
        in.reset();
        return b < 0 || b == '{' || b == '[';
    }

    private static SpendLogsCsv header(Path file, CsvRows rows) throws IOException {
        SpendLogsCsv csv = rows.next() ? SpendLogsCsv.ofHeader(rows.bytes()) : null;
        if (csv == null) {
            throw new UnreadableInput("File \"" + file + "\" is neither JSON nor CSV whose first line names a column"
                    + " request_id: export LiteLLM_SpendLogs as JSON, or as CSV with its head.");
        }
        return csv;
    }

    /** Of each file either objects or rows. */
    private final class Format implements ItemWalk.Format {
        private final Attributes headers;
        private final long nowMs;
        private @Nullable SpendLogsCsv csv;

        Format(Attributes headers, long nowMs) {
            this.headers = headers;
            this.nowMs = nowMs;
        }

        @Override
        public Items items(Path file, InputStream in) throws IOException {
            InputStream buffered = new BufferedInputStream(in, LOOK_AHEAD_BYTES);
            if (isJson(buffered)) {
                csv = null;
                return new JsonItems(buffered, LiteLlmMapping.MAX_ITEM_BYTES);
            }
            CsvRows rows = new CsvRows(buffered, LiteLlmMapping.MAX_ITEM_BYTES);
            csv = header(file, rows);
            return rows;
        }

        @Override
        public Mapped map(Items item) {
            byte[] bytes = item.bytes();
            if (csv == null) {
                return mapping.one(bytes, headers, nowMs);
            }
            Map<String, String> columns = csv.read(bytes);
            return columns == null
                    ? Mapped.refused(
                            RejectionReason.NOT_OBJECT,
                            "The row has other columns than the head: export it again.",
                            bytes)
                    : mapping.row(columns, bytes, headers, nowMs);
        }
    }
}
