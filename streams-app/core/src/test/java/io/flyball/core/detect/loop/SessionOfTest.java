package io.flyball.core.detect.loop;

import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session written down call by call, and what the detector said of each. */
final class SessionOfTest {
    private static final long START_MS = 1_772_446_500_000L;
    private static final long COST_NANO_USD = 100_000_000L;
    private static final long FIRST_CONTEXT = 20_000;

    private final LoopDetector detector;
    private final UserTrails user;
    private final String session;
    private final List<LoopSign> signs = new ArrayList<>();
    private long nowMs = START_MS;
    private long context = FIRST_CONTEXT;
    private int calls;
    private int callsAtFirstSign;

    SessionOfTest(LoopDetector detector, UserTrails user, String session) {
        this.detector = detector;
        this.user = user;
        this.session = session;
    }

    SessionOfTest(LoopDetector detector) {
        this(detector, new UserTrails(), "s-1");
    }

    /** A call with one action that gets that answer, some seconds after the one before. */
    SessionOfTest does(String tool, String arguments, @Nullable String answer, int secondsLater) {
        return does(new ToolAction(tool, arguments, answer, answer, false), secondsLater);
    }

    SessionOfTest does(ToolAction action, int secondsLater) {
        context += 300 + 37L * (calls % 7);
        return call(secondsLater, builder().actions(List.of(action)));
    }

    /** A call without actions or fingerprints. */
    SessionOfTest says(long contextGrowth, long outputTokens, int secondsLater) {
        context += contextGrowth;
        return call(secondsLater, builder().outputTokens(outputTokens));
    }

    SessionOfTest asks(String request, String status, int secondsLater) {
        return call(secondsLater, builder().requestFingerprint(request).status(status));
    }

    private UsageEventBuilder builder() {
        return UsageEvent.builder().outputTokens(40 + calls * 17L % 90);
    }

    private SessionOfTest call(int secondsLater, UsageEventBuilder call) {
        nowMs += secondsLater * 1000L;
        calls++;
        UsageEvent event = call.eventId("e" + calls)
                .timeMs(nowMs)
                .model("m")
                .user("ann")
                .session(session)
                .inputTokens(context)
                .build();
        LoopSign sign = detector.observe(user.openings(), user.trail(session).steps(), CallShape.of(event, COST_NANO_USD));
        if (sign != null) {
            callsAtFirstSign = signs.isEmpty() ? calls : callsAtFirstSign;
            signs.add(sign);
        }
        return this;
    }

    List<LoopSign> signs() {
        return signs;
    }

    /** The number of the call that gave the first sign, from 1. */
    int callsAtFirstSign() {
        return callsAtFirstSign;
    }
}
