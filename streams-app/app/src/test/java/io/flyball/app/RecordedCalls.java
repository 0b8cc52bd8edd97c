package io.flyball.app;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.NativeRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Real calls of a set beside the project; tests skip where it is absent. */
public final class RecordedCalls {
    private RecordedCalls() {}

    /** All calls of a set in the order of the file. */
    public static List<UsageEvent> of(String set) {
        NativeRecord reader = new NativeRecord();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.require("data/native/" + set + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> reader.read(line.getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE))
                    .filter(NativeRecord.Valid.class::isInstance)
                    .map(outcome -> ((NativeRecord.Valid) outcome).event())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same by session. */
    public static Map<String, List<UsageEvent>> sessionsOf(String set) {
        Map<String, List<UsageEvent>> sessions = new LinkedHashMap<>();
        of(set).forEach(call ->
                sessions.computeIfAbsent(call.session(), s -> new ArrayList<>()).add(call));
        return sessions;
    }
}
