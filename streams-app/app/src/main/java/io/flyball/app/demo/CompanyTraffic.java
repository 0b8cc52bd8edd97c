package io.flyball.app.demo;

import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The usage of a made-up company, decided by a seed and an instant alone: equal seed and instant give equal events, ids
 * included. People work in the hours of their zone, service accounts work round the clock, one person's fleet of
 * agents burns money and one agent repeats itself.
 *
 * <p>A demo plays {@link #backfill} up to an instant and goes on with {@link #live} from there: the burning user stands
 * at 3,997.85 USD of list price then, and crosses 4,000 USD in the rolling three days about 20 s later. The agent that
 * loops has repeated itself three times by then and goes on about every 20 s.
 */
public final class CompanyTraffic {
    /** How far the history reaches back, ms. */
    public static final long BACKFILL_MS = 3 * 24 * 3_600_000L;

    /** Sessions that have begun before the first event are under way when it comes. */
    private static final long WARM_UP_MS = 2 * 3_600_000L;

    private static final long FIRST_REPETITION_BEFORE_END_MS = 50_000;
    private static final long LIVE_REPETITION_AFTER_MS = 10_000;

    private final long seed;
    private final CompanyShape shape;
    private final DemoPrices prices = DemoPrices.load();

    /** @param seed decides everything that is left to chance */
    public CompanyTraffic(long seed, CompanyShape shape) {
        this.seed = seed;
        this.shape = shape;
    }

    /** Three days up to that instant (exclusive), in time order: some 25,000 to 55,000 events. */
    public TrafficStream backfill(long endMs) {
        long startMs = endMs - BACKFILL_MS;
        CallIds ids = new CallIds(seed, startMs);
        List<Caller> callers = everydayCallers(ids, startMs);
        callers.add(fleet(callers.size(), ids).before(endMs, random(startMs, callers.size())));
        callers.add(loopingAgent(callers.size(), ids, endMs - FIRST_REPETITION_BEFORE_END_MS, endMs));
        return new TrafficStream(callers, startMs, endMs);
    }

    /** From that instant on, in time order and without end; the caller paces it by each event's time. */
    public TrafficStream live(long fromMs) {
        CallIds ids = new CallIds(seed, fromMs);
        List<Caller> callers = everydayCallers(ids, fromMs);
        callers.add(fleet(callers.size(), ids).after(fromMs, random(fromMs, callers.size())));
        callers.add(loopingAgent(callers.size(), ids, fromMs + LIVE_REPETITION_AFTER_MS, Long.MAX_VALUE));
        return new TrafficStream(callers, fromMs, Long.MAX_VALUE);
    }

    /** What the call costs at the list price of the demo's price book, in nano-USD. */
    public long listPriceNanoUsd(UsageEvent call) {
        return prices.costNanoUsd(call);
    }

    private List<Caller> everydayCallers(CallIds ids, long startMs) {
        long warmUpMs = startMs - WARM_UP_MS;
        List<Caller> callers = new ArrayList<>();
        for (CompanyShape.Member member : shape.members()) {
            if (!member.user().equals(shape.burningUser())) {
                int number = callers.size();
                callers.add(new Person(member, number, ids, random(startMs, number), warmUpMs));
            }
        }
        for (CompanyShape.ServiceAccount account : shape.serviceAccounts()) {
            int number = callers.size();
            callers.add(new Automation(account, number, ids, random(startMs, number), warmUpMs));
        }
        return callers;
    }

    private BurningFleet fleet(int number, CallIds ids) {
        return new BurningFleet(shape.member(shape.burningUser()), number, ids, prices);
    }

    private LoopingAgent loopingAgent(int number, CallIds ids, long firstCallMs, long untilMs) {
        CompanyShape.Member owner = shape.member(shape.loopingUser());
        return new LoopingAgent(owner, number, seed, ids, random(firstCallMs, number), firstCallMs, untilMs);
    }

    private Random random(long startMs, int number) {
        return new Random(CallIds.mix(CallIds.mix(seed + startMs) + number));
    }
}
