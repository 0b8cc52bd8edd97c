package io.flyball.actuators.memory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Values of the throttle topic for tests. */
final class SignalJson {
    private SignalJson() {}

    static byte[] pace(String scope, long sequence, long requestsPerMinute, long untilMs) {
        return signal(
                scope, sequence, "pace", "velocity", "{'max_requests_per_minute':" + requestsPerMinute + "}", untilMs);
    }

    static byte[] clear(String scope, long sequence) {
        return signal(scope, sequence, "clear", "velocity", "{}", 0);
    }

    /** Single quotes stand for double ones. */
    static byte[] signal(String scope, long sequence, String level, String cause, String limits, long untilMs) {
        return ("{'scope':'" + scope + "','sequence':" + sequence + ",'level':'" + level + "','cause':'" + cause
                        + "','applies_to':'next_request','limits':" + limits
                        + ",'task_allowance':20,'text':'Slow down.',"
                        + "'findings':['burn-1'],'confidence':0.97,'issued_at':'2026-03-01T11:59:00.000Z','valid_until':'"
                        + Instant.ofEpochMilli(untilMs) + "','policy_version':'default','steps':[]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }
}
