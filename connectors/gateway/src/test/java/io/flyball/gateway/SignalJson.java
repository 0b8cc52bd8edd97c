package io.flyball.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Values of the throttle topic for tests. */
final class SignalJson {
    /** 2026-03-01T12:00:00Z. */
    static final long NOW_MS = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private SignalJson() {}

    /** {@code user:ann} is paced until the instant. */
    static byte[] pace(long sequence, long untilMs) {
        return signal("user:ann", sequence, "pace", untilMs);
    }

    static byte[] signal(String scope, long sequence, String level, long untilMs) {
        return bytes("{'scope':'" + scope + "','sequence':" + sequence + ",'level':'" + level
                + "','cause':'velocity','applies_to':'next_request','limits':{'max_requests_per_minute':10},"
                + "'text':'Slow down.','findings':['burn-1'],'confidence':0.97,'issued_at':'2026-03-01T11:59:00.000Z',"
                + "'valid_until':'" + Instant.ofEpochMilli(untilMs) + "','policy_version':'default','steps':[]}");
    }

    /** Single quotes stand for double ones. */
    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
