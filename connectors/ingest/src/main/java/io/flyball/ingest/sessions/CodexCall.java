package io.flyball.ingest.sessions;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.SourceCoordinates;
import java.util.List;
import java.util.Map;

/** A counted call whose tools may still answer; {@code actions} by call id. */
record CodexCall(UsageEvent event, SourceCoordinates at, Map<String, ActionInProgress> actions)
        implements CallHold.Held {
    @Override
    public String id() {
        return event.eventId();
    }

    @Override
    public long timeMs() {
        return event.timeMs();
    }

    /** The event with the actions as far as they went. */
    UsageEvent finished() {
        List<ToolAction> done =
                actions.values().stream().map(ActionInProgress::toAction).toList();
        return event.toBuilder().actions(done).build();
    }
}
