package io.flyball.alerting.cases;

import io.flyball.core.detect.Severity;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who hears of a case and when.
 *
 * @param teamAfterMs after how much silence the team hears of what is of high severity
 * @param onCallAfterMs after how much silence on-call does
 * @param mediumTeamAfterMs after how much silence the team hears of what is of medium severity
 * @param reopenWithinMs how long after its end a case that opens again goes on in its old message
 * @param forgetAfterMs how long after its end a case is remembered; at least as long as that
 * @param digestAt when digests of low severities are sent, in the zone of the quiet hours
 * @param messagesPerMinute most messages and changes of messages to people in any minute, from 2
 * @param overflowAfterMs how long a first message waits for room before it is told with others
 * @param giveUpAfterMs how long a message is tried; where the other side asks for a longer rest it is given up at once
 * @param digests whether what is of low severity waits for the digest
 */
public record AlertRules(
        long teamAfterMs,
        long onCallAfterMs,
        long mediumTeamAfterMs,
        long reopenWithinMs,
        long forgetAfterMs,
        QuietHours quietHours,
        LocalTime digestAt,
        int messagesPerMinute,
        long overflowAfterMs,
        long giveUpAfterMs,
        boolean digests) {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    /** Nobody waits for the person concerned: these are for whoever keeps Flyball itself going. */
    private static final Set<String> OF_ON_CALL = Set.of("control", "silence");

    /** How long an open case is remembered of which nothing more is heard; what is told once is over after a day. */
    private static final long STALE_AFTER_MS = 40 * 24 * HOUR_MS;

    /** Ten minutes, half an hour, four hours; thirty messages a minute; a digest at nine; an hour of tries. */
    public static final AlertRules DEFAULT = new AlertRules(
            10 * MINUTE_MS,
            30 * MINUTE_MS,
            4 * HOUR_MS,
            6 * HOUR_MS,
            24 * HOUR_MS,
            QuietHours.none(),
            LocalTime.of(9, 0),
            30,
            MINUTE_MS,
            HOUR_MS,
            true);

    /** For a terminal that somebody looks at: everything at once. */
    public static final AlertRules ATTENDED = new AlertRules(
            DEFAULT.teamAfterMs,
            DEFAULT.onCallAfterMs,
            DEFAULT.mediumTeamAfterMs,
            DEFAULT.reopenWithinMs,
            DEFAULT.forgetAfterMs,
            QuietHours.none(),
            DEFAULT.digestAt,
            10_000,
            MINUTE_MS,
            HOUR_MS,
            false);

    public AlertRules {
        if (messagesPerMinute < 2 || forgetAfterMs < reopenWithinMs || giveUpAfterMs < 1) {
            throw new IllegalArgumentException("Expected messagesPerMinute >= 2, forgetAfterMs >= reopenWithinMs and"
                    + " giveUpAfterMs >= 1, but they are " + messagesPerMinute + ", " + forgetAfterMs + " and "
                    + giveUpAfterMs);
        }
    }

    /** The same with other quiet hours, digests and budget. */
    public AlertRules with(QuietHours hours, LocalTime digest, int perMinute) {
        return new AlertRules(
                teamAfterMs,
                onCallAfterMs,
                mediumTeamAfterMs,
                reopenWithinMs,
                forgetAfterMs,
                hours,
                digest,
                perMinute,
                overflowAfterMs,
                giveUpAfterMs,
                digests);
    }

    /** Who is next where those before stay silent for so long. */
    record Step(Role role, long afterMs) {}

    List<Step> steps(AlertCase told) {
        Severity severity = told.course().severity();
        if (OF_ON_CALL.contains(told.key().kind())) {
            return List.of(new Step(Role.ON_CALL, 0));
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Role.PERSON, 0));
        switch (severity) {
            case HIGH -> {
                steps.add(new Step(Role.TEAM, teamAfterMs));
                steps.add(new Step(Role.ON_CALL, onCallAfterMs));
            }
            case MEDIUM -> steps.add(new Step(Role.TEAM, mediumTeamAfterMs));
            case LOW -> steps.add(new Step(Role.TEAM, Long.MAX_VALUE));
        }
        return steps;
    }

    /** When an open case is over although nobody says so, after its latest change. */
    static long staleAfterMs(CaseKey key) {
        return key.kind().equals("control") ? 24 * HOUR_MS : STALE_AFTER_MS;
    }

    /** The first digest after an instant. */
    long digestAfterMs(long epochMs) {
        return QuietHours.nextMs(epochMs, digestAt, quietHours.zone());
    }
}
