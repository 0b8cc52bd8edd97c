package io.flyball.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much there is to do: weekends, public holidays, a slow trend, launches. Days are local ones, from 0. */
final class Calendar {
    /** Work on a public holiday, as a share of a working day's. */
    private static final double HOLIDAY = .05;

    private final CompanyPlan plan;
    private final LocalDate firstDay;
    private final Map<ZoneId, long[]> dayStarts = new HashMap<>();
    private final Map<ZoneId, boolean[]> holidays = new HashMap<>();
    private final List<Launch> launches = new ArrayList<>();
    private final Map<String, List<Launch>> launchesByTeam = new HashMap<>();

    Calendar(CompanyPlan plan, List<Team> teams, Chance chance) {
        this.plan = plan;
        this.firstDay =
                Instant.ofEpochMilli(plan.startMs()).atOffset(ZoneOffset.UTC).toLocalDate();
        for (Team team : teams) {
            if (!dayStarts.containsKey(team.zone())) {
                dayStarts.put(team.zone(), dayStartsIn(team.zone()));
                holidays.put(team.zone(), drawHolidays(chance));
            }
        }
        for (Team team : teams) {
            // one in some ninety days
            if (chance.below(90) < plan.days()) {
                drawLaunch(team, chance);
            }
        }
    }

    /** Local midnight at the beginning of that day, epoch ms; the day after the last one is known too. */
    long dayStartMs(Team team, int day) {
        return dayStarts(team)[day];
    }

    boolean isWeekend(int day) {
        DayOfWeek weekday = firstDay.plusDays(day).getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    }

    boolean isWorkingDay(Team team, int day) {
        return !isWeekend(day) && !isHoliday(team, day);
    }

    /**
     * What somebody of the team has to do on that day, where an average working day has 1.
     *
     * @param weekendShare what this person does on a weekend's day
     */
    double workload(Team team, int day, double weekendShare) {
        double launch = launchFactor(team, day);
        double share = isWeekend(day) ? weekendShare * launch : isHoliday(team, day) ? HOLIDAY : 1;
        return share * launch * season(day);
    }

    List<Launch> launches() {
        return List.copyOf(launches);
    }

    /** People do more from month to month, and a little more at the end of each. */
    private double season(int day) {
        double trend = .85 + .3 * day / Math.max(90, plan.days());
        return trend * (1 + .06 * StrictMath.sin(2 * StrictMath.PI * day / 30.4));
    }

    private double launchFactor(Team team, int day) {
        long timeMs = dayStarts(team)[day];
        for (Launch launch : launchesByTeam.getOrDefault(team.name(), List.of())) {
            if (timeMs >= launch.startMs() && timeMs < launch.endMs()) {
                return launch.workPercent() / 100.0;
            }
        }
        return 1;
    }

    private boolean isHoliday(Team team, int day) {
        return zoneOf(holidays, team)[day];
    }

    private long[] dayStarts(Team team) {
        return zoneOf(dayStarts, team);
    }

    private static <T> T zoneOf(Map<ZoneId, T> byZone, Team team) {
        T found = byZone.get(team.zone());
        if (found == null) {
            throw new IllegalArgumentException("No team of the company works in " + team.zone());
        }
        return found;
    }

    private long[] dayStartsIn(ZoneId zone) {
        long[] starts = new long[plan.days() + 2];
        for (int day = 0; day < starts.length; day++) {
            starts[day] = firstDay.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        return starts;
    }

    /** About one a month, never on a weekend. */
    private boolean[] drawHolidays(Chance chance) {
        boolean[] drawn = new boolean[plan.days() + 2];
        for (int month = 0; month < plan.days() / 30 + 1; month++) {
            int day = month * 30 + chance.below(30);
            if (day < drawn.length && !isWeekend(day)) {
                drawn[day] = true;
            }
        }
        return drawn;
    }

    private void drawLaunch(Team team, Chance chance) {
        int first = chance.below(plan.days());
        int last = Math.min(first + chance.between(5, 10), plan.days());
        Launch launch =
                new Launch(team.name(), dayStarts(team)[first], dayStarts(team)[last], chance.between(150, 230));
        launches.add(launch);
        launchesByTeam.computeIfAbsent(team.name(), name -> new ArrayList<>()).add(launch);
    }
}
