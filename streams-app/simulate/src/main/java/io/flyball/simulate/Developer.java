package io.flyball.simulate;

/**
 * Somebody at work: day by day a number of sessions, begun in working hours, several at once on busy days. What a session
 * does is everyday work, or something right that looks wrong.
 */
final class Developer implements Caller {
    private final Member member;
    private final Calendar calendar;
    private final CompanyPlan plan;
    private final EventIds ids;
    private final Chance chance;
    private final SessionQueue sessions = new SessionQueue();
    private int nextDay;

    Developer(Member member, Calendar calendar, CompanyPlan plan, EventIds ids, Chance chance) {
        this.member = member;
        this.calendar = calendar;
        this.plan = plan;
        this.ids = ids;
        this.chance = chance;
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

    /** Days are planned one at a time, and always one of them beforehand. */
    private void planAhead() {
        while (sessions.nextPlannedMs() == NEVER && nextDay < plan.days()) {
            planDay(nextDay++);
        }
    }

    private void planDay(int day) {
        Habits habits = member.habits();
        if (!habits.isThere(day)) {
            return;
        }
        double workload = calendar.workload(member.team(), day, habits.weekendShare());
        double meanCalls = habits.favourite().callsPerSession().mean();
        int count = chance.rounded(habits.callsOn(workload, chance) / meanCalls);
        for (int i = 0; i < count; i++) {
            long timeOfDayMs = WorkingHours.drawMs(habits.shiftHours(), chance);
            // a day of 23 hours ends before the last time of day does
            long startMs = Math.min(calendar.dayStartMs(member.team(), day) + timeOfDayMs, lastStartMs(day));
            if (startMs >= plan.startMs()) {
                planSession(startMs, lastStartMs(day));
            }
        }
    }

    /** Sessions of one day all begin before those of the next are planned. */
    private long lastStartMs(int day) {
        return calendar.dayStartMs(member.team(), day + 1) - 1;
    }

    private void planSession(long startMs, long lastStartMs) {
        if (chance.permille(8)) {
            planFanOut(startMs, lastStartMs);
        } else {
            sessions.plan(startMs, this::open);
        }
    }

    private RunningSession open(long firstCallMs) {
        AgentProfile profile = member.habits().chooseAgent(chance);
        Model model = member.habits().chooseModel(profile, chance);
        return new RunningSession(
                new RunningSession.Setting(member.payer(), profile, model), firstCallMs, script(profile), ids, chance);
    }

    /** Shares of the look-alikes are ours: rare enough for everyday work, common enough to be met by any rule. */
    private Script script(AgentProfile profile) {
        OrdinaryWork usual = OrdinaryWork.ofUsualLength(profile, chance);
        int permille = chance.below(1000);
        if (permille < 30) {
            return within(usual, new Waiting(chance, harmless(LookAlikeKind.POLLING)), profile);
        }
        if (permille < 60) {
            return within(usual, new Paging(chance, harmless(LookAlikeKind.PAGING)), profile);
        }
        if (permille < 120) {
            return within(usual, new TestRuns(profile, chance, harmless(LookAlikeKind.TEST_RUNS)), profile);
        }
        return permille < 130
                ? within(usual, new Refactoring(profile, chance, harmless(LookAlikeKind.REFACTORING)), profile)
                : usual;
    }

    private Script within(Script before, Script middle, AgentProfile profile) {
        return Script.inTurn(before, middle, new OrdinaryWork(profile, chance, chance.between(2, 8)));
    }

    private Occurrence harmless(LookAlikeKind kind) {
        return new Occurrence.Harmless(kind, member.payer());
    }

    /** Some sub-agents at once, each with a task of its own. */
    private void planFanOut(long startMs, long lastStartMs) {
        AgentProfile profile = member.habits().favourite();
        Model model = member.habits().chooseModel(profile, chance);
        RunningSession.Setting setting = new RunningSession.Setting(member.payer(), profile, model, chance.hash());
        Occurrence occurrence = harmless(LookAlikeKind.FAN_OUT);
        int agents = chance.between(3, 9);
        for (int i = 0; i < agents; i++) {
            long firstCallMs = Math.min(startMs + chance.below(90_000), lastStartMs);
            sessions.plan(firstCallMs, timeMs -> {
                OrdinaryWork work = new OrdinaryWork(profile, chance, chance.between(4, 25));
                return new RunningSession(setting, timeMs, new Marked(work, occurrence), ids, chance);
            });
        }
    }
}
