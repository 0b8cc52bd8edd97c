package io.flyball.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * Rollout logs of Codex. All files given are one input: calls come out by time, and a call told again in a fork is one
 * call.
 */
final class CodexReader implements UsageReader {
    private final int maxHeldCalls;

    CodexReader() {
        this(ClaudeCodeReader.MAX_HELD_CALLS);
    }

    CodexReader(int maxHeldCalls) {
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
