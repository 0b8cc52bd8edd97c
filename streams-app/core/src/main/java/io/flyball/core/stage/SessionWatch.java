package io.flyball.core.stage;

import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.cadence.TokenmaxxingDetector;
import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.loop.CallShape;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.loop.LoopSighting;
import io.flyball.core.detect.loop.LoopSign;
import io.flyball.core.detect.trail.Trail;
import io.flyball.core.detect.trail.Trails;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.detect.waste.WasteMeter;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceBook;
import io.flyball.core.spend.Measures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at each call of a user in the light of those before: what it wastes, and what the session or the user does. */
final class SessionWatch {
    private static final WasteRule WITHOUT_SMALL_MODEL = new WasteRule(Long.MAX_VALUE, 100, "");

    private final Trails trails;
    private final PriceBook prices;
    private final @Nullable LoopDetector loops;
    private final @Nullable TokenmaxxingDetector tokenmaxxing;
    private final WasteMeter waste;
    private long nthCallOfSession;

    SessionWatch(Policy policy, Trails trails, PriceBook prices) {
        this.trails = trails;
        this.prices = prices;
        LoopRule loop = policy.loop();
        this.loops = loop == null ? null : new LoopDetector(loop);
        TokenmaxxingRule rule = policy.rules().tokenmaxxing();
        this.tokenmaxxing = rule == null ? null : new TokenmaxxingDetector(rule);
        WasteRule wasteRule = policy.rules().waste();
        this.waste = new WasteMeter(wasteRule == null ? WITHOUT_SMALL_MODEL : wasteRule);
    }

    /** Takes in a call, adds what of it was avoidable to its measures, and says what it shows, mostly nothing. */
    List<Sighting> observe(UsageEvent call, Price price, Measures measures) {
        UserTrails user = trails.change(call.payer());
        user.charge(call.pricedModel(), call.timeMs(), price.costNanoUsd());
        Trail trail = call.session().isEmpty() ? null : user.trail(call.session());
        List<Sighting> sightings = List.of();
        nthCallOfSession = 0;
        if (trail != null) {
            long before = trail.steps().calls();
            sightings = with(sightings, lookForLoops(user, trail, call, price));
            nthCallOfSession = trail.steps().calls() > before ? before + 1 : 0;
            boolean resent = trail.steps().hasResent();
            waste.observe(trail.cache(), call, price, resent, prices, measures);
        }
        measures.addAvoidable(WasteKind.UNREAD_CACHE_WRITE, user.takeLapsedUnreadNanoUsd(call.timeMs()));
        return tokenmaxxing == null
                ? sightings
                : with(
                        sightings,
                        tokenmaxxing.observe(
                                user.cadence(), trail == null ? null : trail.cadence(), call, price.costNanoUsd()));
    }

    /** Which call of its session the latest one was; 0 where that is not known. */
    long nthCallOfSession() {
        return nthCallOfSession;
    }

    private @Nullable Sighting lookForLoops(UserTrails user, Trail trail, UsageEvent call, Price price) {
        LoopSign sign = loops == null
                ? null
                : loops.observe(user.openings(), trail.steps(), CallShape.of(call, price.costNanoUsd()));
        return sign == null ? null : new LoopSighting(call.session(), sign);
    }

    private static List<Sighting> with(List<Sighting> sightings, @Nullable Sighting another) {
        if (another == null) {
            return sightings;
        }
        List<Sighting> more = new ArrayList<>(sightings);
        more.add(another);
        return more;
    }
}
