package io.flyball.alerting.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Slack's limits as it documents them: about one message a second in a channel, and so many calls a minute of every other
 * method for the whole workspace. Who comes back before a Retry-After is over is noted.
 */
final class SlackRateLimits {
    private static final long MINUTE_MS = 60_000;
    private static final long SECOND_MS = 1_000;
    private static final int TIER_2 = 20;
    private static final int TIER_3 = 50;
    private static final int TIER_4 = 100;

    private final Map<String, Deque<Long>> callsAtMs = new HashMap<>();
    private final Map<String, Long> closedUntilMs = new HashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile int refused;

    /** Seconds to wait; 0: it may pass. */
    synchronized long refusedForS(String method, String channel, long nowMs) {
        boolean posts = method.equals("chat.postMessage");
        String key = posts ? method + " " + channel : method;
        long closedMs = closedUntilMs.getOrDefault(key, 0L) - nowMs;
        if (closedMs > 0) {
            violations.add(key + " came " + closedMs + " ms before its time");
            return refuse(key, nowMs, closedMs);
        }
        long spanMs = posts ? SECOND_MS : MINUTE_MS;
        int most = posts ? 1 : mostAMinute(method);
        Deque<Long> calls = callsAtMs.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!calls.isEmpty() && calls.peek() + spanMs <= nowMs) {
            calls.remove();
        }
        if (calls.size() >= most) {
            return refuse(key, nowMs, calls.element() + spanMs - nowMs);
        }
        calls.add(nowMs);
        return 0;
    }

    private static int mostAMinute(String method) {
        return method.startsWith("users.") ? TIER_4 : method.equals("conversations.list") ? TIER_2 : TIER_3;
    }

    private long refuse(String key, long nowMs, long forMs) {
        refused++;
        long seconds = Math.max(1, (forMs + SECOND_MS - 1) / SECOND_MS);
        closedUntilMs.put(key, nowMs + seconds * SECOND_MS);
        return seconds;
    }

    int refused() {
        return refused;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
