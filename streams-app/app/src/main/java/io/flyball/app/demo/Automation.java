package io.flyball.app.demo;

import io.flyball.core.model.UsageEvent;
import java.util.Random;

/** A service account that works round the clock: a short run, a pause, the next run. */
final class Automation implements Caller {
    private static final long MEAN_PAUSE_MS = 7 * 60_000L;

    private final CompanyShape.ServiceAccount account;
    private final int number;
    private final CallIds ids;
    private final Random random;
    private AgentSession session;
    private long callsLeft;
    private long nextTimeMs;
    private int calls;

    Automation(CompanyShape.ServiceAccount account, int number, CallIds ids, Random random, long startMs) {
        this.account = account;
        this.number = number;
        this.ids = ids;
        this.random = random;
        this.nextTimeMs = startMs + 1 + WorkingHours.pauseMs(MEAN_PAUSE_MS, random);
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
                .user(account.user())
                .team(account.team())
                .build();
        if (--callsLeft > 0) {
            nextTimeMs += session.gapMs();
        } else {
            nextTimeMs += 1 + WorkingHours.pauseMs(MEAN_PAUSE_MS, random);
            session = newSession();
            callsLeft = session.plannedCalls();
        }
        return call;
    }

    private AgentSession newSession() {
        return new AgentSession(AgentProfile.CI_BOT, account.model(), ids.hash(number, nextTimeMs), ids, random);
    }
}
