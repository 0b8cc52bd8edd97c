package io.flyball.simulate;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;

/** Some people try a model that nobody has entered a price for; from when somebody does, their calls are right. */
final class UnknownModelEpisode implements Caller {
    private final UnknownModel unknown;
    private final EventIds ids;
    private final Chance chance;
    private final Occurrence wrong;
    private final SessionQueue sessions = new SessionQueue();

    private UnknownModelEpisode(UnknownModel unknown, EventIds ids, Chance chance) {
        this.unknown = unknown;
        this.ids = ids;
        this.chance = chance;
        Scope scope = new Scope(Dimension.MODEL, unknown.model().name());
        this.wrong = new Occurrence.Wrong(TruthKind.UNPRICED, "new-model", scope, "", false, 0, new Span());
    }

    static Caller of(UnknownModel unknown, Calendar calendar, CompanyPlan plan, EventIds ids, Chance chance) {
        UnknownModelEpisode episode = new UnknownModelEpisode(unknown, ids, chance);
        for (Member member : unknown.users()) {
            for (int day = 0; day < plan.days(); day++) {
                if (calendar.isWorkingDay(member.team(), day) && member.habits().isThere(day)) {
                    episode.planDay(member, calendar.dayStartMs(member.team(), day));
                }
            }
        }
        return episode;
    }

    @Override
    public long nextTimeMs() {
        return sessions.nextTimeMs();
    }

    @Override
    public Call next() {
        Call call = sessions.next();
        return call.event().timeMs() < unknown.announcedMs() ? call : new Call(call.event(), null);
    }

    private void planDay(Member member, long dayStartMs) {
        int count = chance.between(1, 3);
        for (int i = 0; i < count; i++) {
            long startMs = dayStartMs + WorkingHours.drawMs(member.habits().shiftHours(), chance);
            if (startMs >= unknown.startMs() && startMs < unknown.announcedMs() + CompanyPlan.DAY_MS) {
                sessions.plan(startMs, timeMs -> open(member.payer(), timeMs));
            }
        }
    }

    private RunningSession open(Payer payer, long firstCallMs) {
        AgentProfile profile = AgentProfile.CLAUDE_CODE;
        Script work = OrdinaryWork.ofUsualLength(profile, payer, chance);
        return new RunningSession(
                new RunningSession.Setting(payer, profile, unknown.model()),
                firstCallMs,
                new Marked(work, wrong),
                ids,
                chance);
    }
}
