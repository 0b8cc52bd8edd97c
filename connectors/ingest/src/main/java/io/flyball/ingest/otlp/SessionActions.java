package io.flyball.ingest.otlp;

import io.flyball.core.model.ToolAction;
import io.flyball.ingest.record.Sha256;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tools a session used since its last call, until its next call takes them along. Agents report a tool in a record
 * of its own. Bounded and in memory: what is lost is a fingerprint, never money. Thread-safe.
 */
final class SessionActions {
    private static final int MAX_SESSIONS = 4096;
    private static final int MAX_PENDING = 32;
    private static final int MAX_SEEN = 64;
    private static final long HOLD_MS = 3_600_000L;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** 64 bits tell apart all actions of one payer; the rest would only make records longer. */
    private static final int HEX_DIGITS = 16;

    private record Pending(long timeMs, ToolAction action) {}

    private static final class Session {
        final List<Pending> pending = new ArrayList<>();
        final Set<Integer> seen = new LinkedHashSet<>();
        long touchedMs;
    }

    private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** An action by the hashes of its arguments and of its result, as far as they were sent. */
    static ToolAction action(String name, @Nullable String arguments, @Nullable String result, boolean failed) {
        return new ToolAction(
                name,
                arguments == null ? null : hash(name + '\n' + arguments),
                result == null ? null : hash(result),
                result == null ? null : hash(DIGITS.matcher(result).replaceAll("#")),
                failed);
    }

    /**
     * Holds an action of a session.
     *
     * @param id told again by a batch that is sent again, whose actions count once
     * @param timeMs when the tool was done, epoch ms
     */
    synchronized void add(String session, String id, long timeMs, ToolAction action, long nowMs) {
        if (session.isEmpty()) {
            return;
        }
        Session held = sessions.computeIfAbsent(session, name -> new Session());
        dropStale(held, nowMs);
        if (held.seen.add(id.hashCode())) {
            held.pending.add(new Pending(timeMs, action));
        }
        if (held.pending.size() > MAX_PENDING) {
            held.pending.remove(0);
        }
        dropEldest(held.seen.iterator(), held.seen.size() - MAX_SEEN);
        dropEldest(sessions.values().iterator(), sessions.size() - MAX_SESSIONS);
    }

    /** The actions that were done until then, which no later call takes any more. */
    synchronized List<ToolAction> take(String session, long untilMs, long nowMs) {
        Session held = sessions.get(session);
        if (held == null) {
            return List.of();
        }
        dropStale(held, nowMs);
        List<ToolAction> taken = new ArrayList<>();
        held.pending.removeIf(pending -> pending.timeMs() <= untilMs && taken.add(pending.action()));
        return List.copyOf(taken);
    }

    private static void dropStale(Session held, long nowMs) {
        if (nowMs - held.touchedMs > HOLD_MS) {
            held.pending.clear();
        }
        held.touchedMs = nowMs;
    }

    private static void dropEldest(Iterator<?> eldestFirst, int count) {
        for (int i = 0; i < count; i++) {
            eldestFirst.next();
            eldestFirst.remove();
        }
    }

    private static String hash(String text) {
        return Sha256.hexOf(text).substring(0, HEX_DIGITS);
    }
}
