package io.flyball.app.demo;

import io.flyball.core.model.UsageEvent;
import java.util.Random;

/** Somebody at work: one session after the other in working hours, with the agent and the model it happens to need. */
final class Person implements Caller {
    private static final long MEAN_PAUSE_MS = 40 * 60_000L;

    private final CompanyShape.Member member;
    private final int number;
    private final CallIds ids;
    private final Random random;
    private final WorkingHours hours;
    private final long meanPauseMs;
    private AgentSession session;
    private long callsLeft;
    private long nextTimeMs;
    private int calls;

    Person(CompanyShape.Member member, int number, CallIds ids, Random random, long startMs) {
        this.member = member;
        this.number = number;
        this.ids = ids;
        this.random = random;
        this.hours = new WorkingHours(member.team().zone());
        this.meanPauseMs = (long) (MEAN_PAUSE_MS * (.6 + 1.2 * random.nextDouble()));
        this.nextTimeMs = hours.nextStartMs(startMs, meanPauseMs, random);
        this.session = newSession();
        this.callsLeft = session.plannedCalls();
    }

    @Override
    public long nextTimeMs() {
        return nextTimeMs;
    }

    @Override
    public UsageEvent next() {
        UsageEvent call = session.callAt(nextTimeMs)
                .eventId(ids.call(number, calls++))
                .user(member.user())
                .team(member.team().name())
                .build();
        if (--callsLeft > 0) {
            nextTimeMs += session.gapMs();
        } else {
            nextTimeMs = hours.nextStartMs(nextTimeMs, meanPauseMs, random);
            session = newSession();
            callsLeft = session.plannedCalls();
        }
        return call;
    }

    private AgentSession newSession() {
        AgentProfile profile = chooseAgent();
        return new AgentSession(profile, chooseModel(profile), ids.hash(number, nextTimeMs), ids, random);
    }

    /** Every fourth person prefers Codex; all of them ask the assistant in their editor now and then. */
    private AgentProfile chooseAgent() {
        if (random.nextInt(4) == 0) {
            return AgentProfile.IDE_ASSISTANT;
        }
        return number % 4 == 3 ? AgentProfile.CODEX : AgentProfile.CLAUDE_CODE;
    }

    /** Shares as in the transcripts: most sessions on the largest model, few on the smallest. */
    private String chooseModel(AgentProfile profile) {
        if (profile.equals(AgentProfile.CODEX)) {
            return DemoPrices.GPT_CODEX;
        }
        int percent = random.nextInt(100);
        int opusPercent = profile.equals(AgentProfile.CLAUDE_CODE) ? 60 : 10;
        if (percent < opusPercent) {
            return DemoPrices.OPUS;
        }
        return percent < 90 ? DemoPrices.SONNET : DemoPrices.HAIKU;
    }
}
