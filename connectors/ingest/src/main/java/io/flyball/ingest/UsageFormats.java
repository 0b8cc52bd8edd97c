package io.flyball.ingest;

import io.flyball.ingest.cloudevents.OpenMeterReader;
import io.flyball.ingest.files.NativeReader;
import io.flyball.ingest.files.UsageReader;
import io.flyball.ingest.litellm.LiteLlmReader;
import io.flyball.ingest.otlp.OtlpReader;
import io.flyball.ingest.sessions.ClaudeCodeReader;
import io.flyball.ingest.sessions.CodexReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The formats of files by name. */
public final class UsageFormats {
    private static final Map<String, Supplier<UsageReader>> READERS = new TreeMap<>(Map.of(
            "native", NativeReader::new,
            "claude-code", ClaudeCodeReader::new,
            "codex", CodexReader::new,
            "litellm", LiteLlmReader::new,
            "openmeter", OpenMeterReader::new,
            "otlp", OtlpReader::new));

    private UsageFormats() {}

    /** All names, sorted. */
    public static List<String> names() {
        return List.copyOf(READERS.keySet());
    }

    /**
     * A reader of that format.
     *
     * @throws UnknownFormat where there is none
     */
    public static UsageReader of(String name) throws UnknownFormat {
        Supplier<UsageReader> reader = READERS.get(name);
        if (reader == null) {
            throw new UnknownFormat(
                    "Format \"" + name + "\" is not known: use one of " + String.join(", ", READERS.keySet()) + ".");
        }
        return reader.get();
    }
}
