package io.flyball.simulate;

import java.time.Instant;

/**
 * The size of a made-up company and of what goes wrong in it.
 *
 * @param startMs the first instant of the stream, epoch ms
 * @param days how long it lasts
 * @param users people, numbered through all teams
 * @param teams spread over the time zones
 * @param serviceAccounts automations beside the people
 * @param gateways sources that report the people's calls; a team has one
 * @param bareGatewayPercent share of the gateways that report neither fingerprints nor actions
 * @param medianCallsPerDay calls on a working day of the person in the middle
 */
public record CompanyPlan(
        long startMs,
        int days,
        int users,
        int teams,
        int serviceAccounts,
        int gateways,
        int bareGatewayPercent,
        int medianCallsPerDay,
        AnomalyPlan anomalies) {

    static final long HOUR_MS = 3_600_000L;
    static final long DAY_MS = 24 * HOUR_MS;

    private static final long MONDAY_MS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    public CompanyPlan {
        atLeastOne("days", days);
        atLeastOne("teams", teams);
        atLeastOne("gateways", gateways);
        atLeastOne("medianCallsPerDay", medianCallsPerDay);
        if (users < teams) {
            throw new IllegalArgumentException("Expected a user or more for each of " + teams + " teams, but got "
                    + users + ": plan fewer teams or more users");
        }
        if (bareGatewayPercent < 0 || bareGatewayPercent > 100) {
            throw new IllegalArgumentException("Expected bareGatewayPercent from 0 to 100, but got "
                    + bareGatewayPercent + ": 0 leaves every gateway its fingerprints");
        }
    }

    /** 500 users in 40 teams for 90 days; a quarter of the gateways send no fingerprints. */
    public static CompanyPlan standard() {
        return new CompanyPlan(MONDAY_MS, 90, 500, 40, 12, 8, 25, 45, AnomalyPlan.standard());
    }

    /** 40 users in 6 teams for 28 days: for tests. */
    public static CompanyPlan small() {
        return new CompanyPlan(MONDAY_MS, 28, 40, 6, 4, 4, 25, 45, AnomalyPlan.small());
    }

    /** The same for so many days. */
    public CompanyPlan withDays(int newDays) {
        return new CompanyPlan(
                startMs,
                newDays,
                users,
                teams,
                serviceAccounts,
                gateways,
                bareGatewayPercent,
                medianCallsPerDay,
                anomalies);
    }

    /** The same with that share of gateways that send no fingerprints. */
    public CompanyPlan withBareGatewayPercent(int percent) {
        return new CompanyPlan(
                startMs, days, users, teams, serviceAccounts, gateways, percent, medianCallsPerDay, anomalies);
    }

    /** The same with other things that go wrong. */
    public CompanyPlan withAnomalies(AnomalyPlan newAnomalies) {
        return new CompanyPlan(
                startMs,
                days,
                users,
                teams,
                serviceAccounts,
                gateways,
                bareGatewayPercent,
                medianCallsPerDay,
                newAnomalies);
    }

    /** The first instant after the stream, epoch ms. */
    public long endMs() {
        return startMs + days * DAY_MS;
    }

    /** The instant at that share of the stream, epoch ms, on a full day. */
    long timeAt(double share) {
        return startMs + (long) (days * share) * DAY_MS;
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of 1 or more, but got " + value + ": leave the company out instead");
        }
    }
}
