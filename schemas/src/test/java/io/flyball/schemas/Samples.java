package io.flyball.schemas;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Usage events for tests. */
final class Samples {
    private static final List<ToolAction> ACTIONS =
            List.of(new ToolAction("read", "a1", "r1", "m1", false), new ToolAction("edit", "a2", null, null, true));

    private Samples() {}

    static UsageEvent smallEvent() {
        return UsageEvent.builder()
                .eventId("e-1")
                .timeMs(1_767_225_600_000L)
                .model("m-1")
                .user("ann")
                .inputTokens(100)
                .outputTokens(7)
                .build();
    }

    /** Every field set, each to a value of its own. */
    static UsageEvent fullEvent() {
        return new UsageEvent(
                "e-2",
                1_767_225_600_123L,
                "m-2",
                "m-2-0101",
                "bob",
                "otlp",
                "acme",
                "embeddings",
                "batch",
                "fast",
                "eu",
                "payments",
                "reviewer",
                "s-1",
                "t-1",
                "k-1",
                "o-1",
                "cc-1",
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                new BigDecimal("0.012345678901"),
                "error",
                200_000,
                "f-1",
                ACTIONS,
                1_234,
                2,
                "end_turn",
                Map.of("team ünïcode", "✓"));
    }
}
