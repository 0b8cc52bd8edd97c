package io.flyball.ingest.sessions;

import io.flyball.ingest.files.InputFiles;
import io.flyball.ingest.files.LineWalk;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.files.UsageReader;
import io.flyball.ingest.files.UsageSink;
import java.nio.file.Path;
import java.util.List;

/**
 * Rollout logs of Codex. All files given are one input: calls come out by time, and a call told again in a fork is one
 * call.
 */
public final class CodexReader implements UsageReader {
    private final int maxHeldCalls;

    public CodexReader() {
        this(ClaudeCodeReader.MAX_HELD_CALLS);
    }

    public CodexReader(int maxHeldCalls) {
        this.maxHeldCalls = maxHeldCalls;
    }

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        String user = SessionLogs.requireUser(options, "codex");
        InputFiles input = InputFiles.check(files);
        SessionFiles sessions = SessionFiles.byEarliestTime(input);
        CodexRollouts reading = new CodexRollouts(sessions, user, options.nowMs(), maxHeldCalls, sink);
        LineWalk.over(input, sessions.order(), sink, reading);
        reading.finish();
    }
}
