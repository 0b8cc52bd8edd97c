package io.flyball.core.detect.waste;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.Pricing;
import io.flyball.core.spend.Measures;

/**
 * Says of each call how much of its cost was avoidable, and how. The amount is always a difference of two prices under the
 * same book: what the call cost, less what the call would have cost, priced in the same exact way.
 *
 * <ul>
 *   <li>{@link WasteKind#CACHE_REBUILT}: a call within the life of its session's cache reads next to nothing of it. It
 *       would have read what it sent again: those tokens at the price of a cache read.
 *   <li>{@link WasteKind#CONTEXT_RESENT}: after that life 50,000 tokens and more were sent again. A fresh session would
 *       have sent as many as this one did at its beginning: the others would not have been sent.
 *   <li>{@link WasteKind#RETRY}: the call failed, or asked again what had been answered. It need not have been made.
 *   <li>{@link WasteKind#FRONTIER_MODEL}: at most 4,000 tokens in and 400 out, on a model at three times the price of the
 *       small one or more. The small one would have done.
 *   <li>{@link WasteKind#UNREAD_CACHE_WRITE}: writes of an hour which nobody read in that hour. They would have been plain
 *       input. Known only when the hour is over, and booked then, with the user's next call.
 * </ul>
 *
 * <p>A token is avoidable once: what a call wastes in one way is not counted in another.
 */
public final class WasteMeter {
    /** Fewer tokens than that are not worth a cache; providers take one from 1,024 to 4,096 tokens on. */
    private static final long LEAST_CACHED_TOKENS = 4_096;

    private static final long LONG_CONTEXT_TOKENS = 50_000;
    private static final long SMALL_CONTEXT_TOKENS = 4_000;
    private static final long SMALL_OUTPUT_TOKENS = 400;
    private static final long FRONTIER_FACTOR = 3;
    /** Of what could be read, a tenth and less is next to nothing: the system prompt, or what other sessions share. */
    private static final long NEXT_TO_NOTHING_PART = 10;

    private final WasteRule rule;

    public WasteMeter(WasteRule rule) {
        this.rule = rule;
    }

    /**
     * Takes in a call and adds what of it was avoidable to its measures.
     *
     * @param resent whether it asks again what had been answered
     */
    public void observe(CacheTrail cache, UsageEvent call, Price price, boolean resent, PriceBook book, Measures into) {
        if (cache.isPast(call.timeMs())) {
            return;
        }
        long extraNanoUsd = 0;
        if (price.state() == Price.State.PRICED) {
            if (!assess(cache, call, price.costNanoUsd(), resent, book, into)) {
                extraNanoUsd = extraOfWrites(call, price.costNanoUsd(), book);
            }
        }
        if (cache.lapsedBy(call.timeMs())) {
            into.addAvoidable(WasteKind.UNREAD_CACHE_WRITE, cache.takeUnreadNanoUsd());
        }
        cache.observe(call, extraNanoUsd);
    }

    private boolean assess(
            CacheTrail cache, UsageEvent call, long costNanoUsd, boolean resent, PriceBook book, Measures into) {
        if (call.failed() || resent) {
            into.addAvoidable(WasteKind.RETRY, costNanoUsd);
            return true;
        }
        return assessCache(cache, call, costNanoUsd, book, into) || assessModel(call, costNanoUsd, book, into);
    }

    private static boolean assessCache(
            CacheTrail cache, UsageEvent call, long costNanoUsd, PriceBook book, Measures into) {
        long known = cache.knownTokens(call);
        long again = known - call.cacheReadTokens();
        if (again < LEAST_CACHED_TOKENS
                || cache.compactedBefore(call)
                || call.cacheReadTokens() > known / NEXT_TO_NOTHING_PART) {
            return false;
        }
        if (cache.warmAt(call.timeMs())) {
            UsageEvent read = without(call, again)
                    .cacheReadTokens(call.cacheReadTokens() + again)
                    .build();
            return add(WasteKind.CACHE_REBUILT, saved(costNanoUsd, read, book), into);
        }
        long more = again - cache.firstContextTokens();
        if (again < LONG_CONTEXT_TOKENS || more <= 0) {
            return false;
        }
        UsageEvent fresh = without(call, more)
                .reportedContextTokens(call.contextTokens() - more)
                .build();
        return add(WasteKind.CONTEXT_RESENT, saved(costNanoUsd, fresh, book), into);
    }

    private boolean assessModel(UsageEvent call, long costNanoUsd, PriceBook book, Measures into) {
        if (rule.smallModel().isEmpty()
                || call.contextTokens() > SMALL_CONTEXT_TOKENS
                || call.outputTokens() > SMALL_OUTPUT_TOKENS) {
            return false;
        }
        UsageEvent small =
                call.toBuilder().model(rule.smallModel()).responseModel("").build();
        long savedNanoUsd = saved(costNanoUsd, small, book);
        return savedNanoUsd >= costNanoUsd - costNanoUsd / FRONTIER_FACTOR
                && add(WasteKind.FRONTIER_MODEL, savedNanoUsd, into);
    }

    /** What writes of an hour cost beyond plain input. */
    private static long extraOfWrites(UsageEvent call, long costNanoUsd, PriceBook book) {
        long written = call.cacheWrite1hTokens();
        if (written == 0) {
            return 0;
        }
        UsageEvent plain = call.toBuilder()
                .cacheWrite1hTokens(0)
                .inputTokens(call.inputTokens() + written)
                .build();
        return saved(costNanoUsd, plain, book);
    }

    /** How much less the other call would have cost; 0 where it has no price or costs more. */
    private static long saved(long costNanoUsd, UsageEvent other, PriceBook book) {
        long otherNanoUsd = Pricing.bookCostNanoUsd(other, book);
        return otherNanoUsd == Pricing.NO_PRICE ? 0 : Math.max(0, costNanoUsd - otherNanoUsd);
    }

    /** The call with so many tokens fewer to send: writes of an hour first, which cost most, then others, then input. */
    private static UsageEventBuilder without(UsageEvent call, long tokens) {
        long hour = Math.min(tokens, call.cacheWrite1hTokens());
        long five = Math.min(tokens - hour, call.cacheWrite5mTokens());
        long input = Math.min(tokens - hour - five, call.inputTokens());
        return call.toBuilder()
                .cacheWrite1hTokens(call.cacheWrite1hTokens() - hour)
                .cacheWrite5mTokens(call.cacheWrite5mTokens() - five)
                .inputTokens(call.inputTokens() - input);
    }

    private static boolean add(WasteKind kind, long nanoUsd, Measures into) {
        if (nanoUsd > 0) {
            into.addAvoidable(kind, nanoUsd);
        }
        return nanoUsd > 0;
    }
}
