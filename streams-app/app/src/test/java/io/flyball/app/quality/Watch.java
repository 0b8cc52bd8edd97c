package io.flyball.app.quality;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.CallShape;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopSign;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The loop detector of the default policy at work on calls, and what it said. */
final class Watch {
    private final LoopDetector detector =
            new LoopDetector(Objects.requireNonNull(Policy.standard().loop()));
    private final Map<String, UserTrails> users = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    /** A sign at a call. */
    record Seen(UsageEvent call, LoopSign sign) {}

    static Watch over(List<UsageEvent> calls) {
        Watch watch = new Watch();
        calls.forEach(watch::observe);
        return watch;
    }

    private void observe(UsageEvent call) {
        UserTrails user = users.computeIfAbsent(call.payer(), u -> new UserTrails());
        LoopSign sign = call.session().isEmpty()
                ? null
                : detector.observe(
                        user.openings(), user.trail(call.session()).steps(), CallShape.of(call, 0));
        if (sign != null) {
            seen.add(new Seen(call, sign));
        }
    }

    /** The first sign of each session that shows one of that kind. */
    Map<String, LoopSign> firstBySession(FindingKind kind) {
        Map<String, LoopSign> first = new HashMap<>();
        for (Seen one : seen) {
            if (one.sign().kind() == kind) {
                first.putIfAbsent(one.call().session(), one.sign());
            }
        }
        return first;
    }
}
