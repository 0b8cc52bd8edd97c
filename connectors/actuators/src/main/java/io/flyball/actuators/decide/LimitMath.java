package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What limits come to. Tightens only: nothing it gives is above what was there, or below the floor. */
final class LimitMath {
    /** Far above every limit, and a hundred times it still fits. */
    static final long MOST = 1_000_000_000_000_000L;

    private static final int PERCENT = 100;

    private LimitMath() {}

    /**
     * The original limits with those kinds tightened that are asked for and looser than that.
     *
     * @param spentCents null or 0: not known, so no cap is set
     */
    static Limits tightened(
            Limits original,
            @Nullable Long spentCents,
            Map<LimitKind, Long> asked,
            Set<LimitKind> kinds,
            ActuatorRules rules) {
        Limits result = original;
        for (LimitKind kind : kinds) {
            Long wanted = asked.get(kind);
            if (wanted == null || kind == LimitKind.SPEND_CENTS && (spentCents == null || spentCents <= 0)) {
                continue;
            }
            long base = kind == LimitKind.SPEND_CENTS && spentCents != null ? spentCents : 0;
            long value = Math.max(rules.floorOf(kind), Math.min(MOST, base + wanted));
            Long old = original.get(kind);
            if (old == null || value < old) {
                result = result.with(kind, value);
            }
        }
        return result;
    }

    /**
     * What is to be given back: each kind that stands at a value of ours as it was, each other as somebody left it.
     * Inherited where the original was and nobody else has set anything.
     */
    static Limits restored(Holding held, Limits current, Set<LimitKind> kinds) {
        boolean foreign = kinds.stream().anyMatch(kind -> held.isForeign(kind, current));
        if (held.original().inherited()) {
            return foreign ? current : held.original();
        }
        Limits result = current;
        for (LimitKind kind : kinds) {
            if (!held.original().agreesOn(kind, current) && held.isOurs(kind, current)) {
                result = result.with(kind, held.original().get(kind));
            }
        }
        return result;
    }

    static boolean agree(Limits one, Limits other, Set<LimitKind> kinds) {
        return kinds.stream().allMatch(kind -> one.agreesOn(kind, other));
    }

    /** The kinds somebody else has changed, by name. */
    static String foreign(Holding held, Limits current, Set<LimitKind> kinds) {
        return kinds.stream()
                .filter(kind -> held.isForeign(kind, current))
                .map(LimitKind::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Whether what a wish comes to differs from what a holding came to by as much as the rules say. */
    static boolean differs(Holding held, Wish wish, Set<LimitKind> kinds, ActuatorRules rules) {
        for (LimitKind kind : kinds) {
            Long before = held.asked().get(kind);
            Long now = wish.asked().get(kind);
            if (before == null || now == null) {
                if (before != null || now != null) {
                    return true;
                }
                continue;
            }
            long from = comesTo(kind, before, held.original(), rules);
            long to = comesTo(kind, now, held.original(), rules);
            if (from != to && Math.abs(to - from) * PERCENT >= from * rules.debouncePercent()) {
                return true;
            }
        }
        return false;
    }

    /** A cap is compared by its allowance: what it comes to moves with what is spent. */
    private static long comesTo(LimitKind kind, long asked, Limits original, ActuatorRules rules) {
        if (kind == LimitKind.SPEND_CENTS) {
            return Math.min(MOST, asked);
        }
        long value = Math.max(rules.floorOf(kind), Math.min(MOST, asked));
        Long old = original.get(kind);
        return old == null ? value : Math.min(old, value);
    }
}
