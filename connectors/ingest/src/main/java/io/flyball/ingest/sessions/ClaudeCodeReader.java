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
 * Session logs of Claude Code. All files given are one input: calls come out by time, and a call told again in a resumed
 * or forked session, or in a sub-agent's file, is one call.
 */
public final class ClaudeCodeReader implements UsageReader {
    /** About 100 MB of calls; a person makes some 40,000 in the month that such logs are kept. */
    public static final int MAX_HELD_CALLS = 100_000;

    private final int maxHeldCalls;

    public ClaudeCodeReader() {
        this(MAX_HELD_CALLS);
    }

    public ClaudeCodeReader(int maxHeldCalls) {
        this.maxHeldCalls = maxHeldCalls;
    }

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        String user = SessionLogs.requireUser(options, "claude-code");
        InputFiles input = InputFiles.check(files);
        SessionFiles sessions = SessionFiles.byEarliestTime(input);
        ClaudeCodeSessions reading = new ClaudeCodeSessions(sessions, user, options.nowMs(), maxHeldCalls, sink);
        LineWalk.over(input, sessions.order(), sink, reading);
        reading.finish();
    }
}
