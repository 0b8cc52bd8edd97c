package io.flyball.simulate;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;

/** Some people try a model that nobody has entered a price for, until somebody does. */
final class UnknownModelEpisode {
    private UnknownModelEpisode() {}

    static Caller of(UnknownModel unknown, Calendar calendar, CompanyPlan plan, EventIds ids, Chance chance) {
        Occurrence wrong = new Occurrence.Wrong(
                TruthKind.UNPRICED,
                "new-model",
                new Scope(Dimension.MODEL, unknown.model().name()),
                "",
                false,
                0,
                new Span());
        SessionQueue sessions = new SessionQueue();
        AgentProfile profile = AgentProfile.CLAUDE_CODE;
        for (Member member : unknown.users()) {
            RunningSession.Setting setting = new RunningSession.Setting(member.payer(), profile, unknown.model());
            for (int day = 0; day < plan.days(); day++) {
                if (!calendar.isWorkingDay(member.team(), day)
                        || !member.habits().isThere(day)) {
                    continue;
                }
                int count = chance.between(1, 3);
                for (int i = 0; i < count; i++) {
                    long startMs = calendar.dayStartMs(member.team(), day)
                            + WorkingHours.drawMs(member.habits().shiftHours(), chance);
                    if (startMs >= unknown.startMs() && startMs < unknown.announcedMs()) {
                        sessions.plan(
                                startMs,
                                timeMs -> new RunningSession(
                                        setting,
                                        timeMs,
                                        new Marked(OrdinaryWork.ofUsualLength(profile, chance), wrong),
                                        ids,
                                        chance));
                    }
                }
            }
        }
        return sessions;
    }
}
