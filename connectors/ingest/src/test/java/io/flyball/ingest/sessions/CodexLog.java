package io.flyball.ingest.sessions;

import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a Codex rollout, and what is read from them. */
final class CodexLog {
    static final long NOW_MS = 1_787_000_000_000L;
    static final String META = meta("s-1", "");
    static final String TURN = turn("gpt-5.5");

    private CodexLog() {}

    static String meta(String id, String parent) {
        String fork = parent.isEmpty() ? "" : ",'forked_from_id':'" + parent + "'";
        return "{'timestamp':'2026-02-10T10:00:00Z','type':'session_meta','payload':{'id':'" + id + "'" + fork + "}}";
    }

    static String turn(String model) {
        return "{'type':'turn_context','payload':{'model':'" + model + "'}}";
    }

    static String item(String payload) {
        return "{'type':'response_item','payload':{" + payload + "}}";
    }

    /** A report of counts written {@code input:cached:output:reasoning}. */
    static String report(String time, @Nullable String total, @Nullable String last) {
        String info = (total == null ? "" : "'total_token_usage':" + usage(total))
                + (total == null || last == null ? "" : ",")
                + (last == null ? "" : "'last_token_usage':" + usage(last));
        return "{'timestamp':'2026-02-10T" + time + "Z','type':'event_msg','payload':{'type':'token_count','info':{"
                + info + "}}}";
    }

    private static String usage(String counts) {
        String[] parts = counts.split(":");
        return "{'input_tokens':" + parts[0] + ",'cached_input_tokens':" + parts[1] + ",'output_tokens':" + parts[2]
                + ",'reasoning_output_tokens':" + parts[3] + "}";
    }

    static CollectingSink read(Path... files) throws IOException {
        CollectingSink sink = new CollectingSink();
        new CodexReader().read(List.of(files), new ReadOptions("ann", NOW_MS), sink);
        return sink;
    }

    /** Writes a log, in which an apostrophe stands for a quotation mark. */
    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines).replace('\'', '"'));
    }
}
