package io.flyball.ingest.intake;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.ingest.record.Mapped;

/** Calls for tests of what comes after the mapping. */
public final class Calls {
    public static final long NOW_MS = 1_790_000_000_000L;

    private Calls() {}

    /** A possible call of that source in that session. */
    public static UsageEventBuilder of(String id, String source, String session) {
        return UsageEvent.builder()
                .eventId(id)
                .timeMs(NOW_MS)
                .model("claude-sonnet-4-5")
                .user("ann@example.test")
                .source(source)
                .session(session)
                .inputTokens(10)
                .outputTokens(5);
    }

    public static Mapped.Call call(String id) {
        return new Mapped.Call(of(id, "native", "").build());
    }
}
