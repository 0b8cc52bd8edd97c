package io.flyball.simulate;

import java.util.function.LongSupplier;

/** A service account. */
final class Automation {
    private static final long MEAN_PAUSE_MS = 25 * 60_000L;
    private static final long WEEK_MS = 7 * CompanyPlan.DAY_MS;

    private Automation() {}

    /** Short runs round the clock, with pauses as they come. */
    static Caller roundTheClock(Payer payer, Model model, CompanyPlan plan, EventIds ids, Chance chance) {
        RunningSession.Setting setting = new RunningSession.Setting(payer, AgentProfile.CI_BOT, model);
        return new Repeated(
                plan.startMs(),
                plan.endMs(),
                () -> 1 + (long) chance.exponential(MEAN_PAUSE_MS),
                timeMs -> new RunningSession(
                        setting, timeMs, OrdinaryWork.ofUsualLength(AgentProfile.CI_BOT, chance), ids, chance));
    }

    /** Some hundred equal questions every night. */
    static Caller nightly(Payer payer, Model model, CompanyPlan plan, EventIds ids, Chance chance) {
        EvenCalls.Shape shape = new EvenCalls.Shape(
                chance.between(1_500, 4_000), 10, chance.between(1_500, 6_000), chance.between(100, 500), 15);
        long firstMs = plan.startMs() + chance.between(1, 4) * CompanyPlan.HOUR_MS;
        return batch(payer, model, shape, firstMs, CompanyPlan.DAY_MS, 300, plan, ids, chance);
    }

    /** Thousands of equal questions on Sundays. */
    static Caller weekly(Payer payer, Model model, CompanyPlan plan, EventIds ids, Chance chance) {
        EvenCalls.Shape shape = new EvenCalls.Shape(
                chance.between(1_500, 4_000), 10, chance.between(1_500, 6_000), chance.between(100, 500), 15);
        long sundayMs = plan.startMs() + 6 * CompanyPlan.DAY_MS + chance.between(1, 6) * CompanyPlan.HOUR_MS;
        return batch(payer, model, shape, sundayMs, WEEK_MS, 3_000, plan, ids, chance);
    }

    private static Caller batch(
            Payer payer,
            Model model,
            EvenCalls.Shape shape,
            long firstMs,
            long everyMs,
            int meanCalls,
            CompanyPlan plan,
            EventIds ids,
            Chance chance) {
        RunningSession.Setting setting = new RunningSession.Setting(payer, AgentProfile.SCRIPT, model);
        return new Repeated(firstMs, plan.endMs(), () -> everyMs, timeMs -> {
            Occurrence occurrence = new Occurrence.Harmless(LookAlikeKind.BATCH, payer);
            long calls = (long) (meanCalls * chance.between(.8, 1.25));
            return new RunningSession(setting, timeMs, new EvenCalls(shape, calls, chance, occurrence), ids, chance);
        });
    }

    /** Session after session, each begun so long after the one before began. */
    private static final class Repeated implements Caller {
        private final SessionQueue sessions = new SessionQueue();
        private final long endMs;
        private final LongSupplier pauseMs;
        private final SessionQueue.Opening opening;
        private long nextStartMs;

        Repeated(long firstMs, long endMs, LongSupplier pauseMs, SessionQueue.Opening opening) {
            this.endMs = endMs;
            this.pauseMs = pauseMs;
            this.opening = opening;
            this.nextStartMs = firstMs;
            planAhead();
        }

        @Override
        public long nextTimeMs() {
            return sessions.nextTimeMs();
        }

        @Override
        public Call next() {
            Call call = sessions.next();
            planAhead();
            return call;
        }

        private void planAhead() {
            if (sessions.nextPlannedMs() == NEVER && nextStartMs < endMs) {
                sessions.plan(nextStartMs, opening);
                nextStartMs += pauseMs.getAsLong();
            }
        }
    }
}
