package io.flyball.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, with whom and when. Things of one kind are spread evenly over the days, and nobody has two within three
 * days, so that each can be told from the others.
 */
final class Schedule {
    /** Makes the caller of a thing that goes wrong, afresh for each run through the days. */
    interface Opening {
        Caller open(EventIds ids, Chance chance);
    }

    private static final int DAYS_APART = 3;
    private static final int FOUR_WEEKS = 28;

    /** Two weeks at work, before it makes sense to speak of what is usual for somebody. */
    private static final int SETTLED_DAYS = 14;

    /** Somebody whose days cost less has no usual day. */
    private static final long LEAST_USUAL_DAY_NANO_USD = 1_000_000_000L;

    private static final long THOUSAND_USD = 1_000_000_000_000L;

    private final CompanyPlan plan;
    private final List<Member> members;
    private final Calendar calendar;
    private final Chance chance;
    private final Map<Member, List<int[]>> taken = new HashMap<>();
    private final List<Opening> openings = new ArrayList<>();
    private final List<UnknownModel> unknownModels = new ArrayList<>();
    private final List<Silence.Window> silences = new ArrayList<>();

    Schedule(CompanyPlan plan, List<Member> members, Calendar calendar, Chance chance) {
        this.plan = plan;
        this.members = members;
        this.calendar = calendar;
        this.chance = chance;
        AnomalyPlan anomalies = plan.anomalies();
        drawUnknownModels(count(anomalies.unknownModels()));
        ListPrices prices = ListPrices.of(plan, unknownModels);
        drawBurns(count(anomalies.burns()), prices);
        drawFarmers(count(anomalies.farmers()));
        drawWastes(count(anomalies.wastes()));
        drawSpikes(count(anomalies.spikes()), prices);
        drawLoops(count(anomalies.loops()));
        drawSilences(count(anomalies.silences()));
    }

    List<Opening> openings() {
        return openings;
    }

    List<UnknownModel> unknownModels() {
        return unknownModels;
    }

    List<Silence.Window> silences() {
        return silences;
    }

    private void drawBurns(int count, ListPrices prices) {
        AnomalyPlan anomalies = plan.anomalies();
        for (int i = 0; i < count; i++) {
            int day = Math.max(0, Math.min(dayOf(i, count), plan.days() - 4));
            long sizeNanoUsd = (long) (4
                    * THOUSAND_USD
                    / 100
                    * chance.logBetween(anomalies.burnPercentMin(), anomalies.burnPercentMax()));
            BurnEpisode.Curve curve = new BurnEpisode.Curve(sizeNanoUsd, chance.pick(List.of(1.0, 1.0, 2.0, 4.0)));
            BurnEpisode.Variant variant = chance.pick(List.of(BurnEpisode.Variant.values()));
            long lengthMs = (long) (chance.logBetween(16, 71) * CompanyPlan.HOUR_MS);
            Member member = pick(day, 4, 0, false);
            if (member != null) {
                long startMs = localMs(member, day, chance.below(24));
                add(member, startMs, startMs + lengthMs, episode -> new BurnEpisode(episode, variant, curve, prices));
            }
        }
    }

    private void drawSpikes(int count, ListPrices prices) {
        for (int i = 0; i < count; i++) {
            int day = settledDayOf(i, count);
            double wished = chance.logBetween(.1, 1) * THOUSAND_USD;
            long lengthMs = chance.between(4, 10) * CompanyPlan.HOUR_MS;
            Member member = pick(day, 1, SETTLED_DAYS, true);
            if (member != null) {
                long sizeNanoUsd = Math.max((long) wished, 8 * member.habits().usualDayNanoUsd());
                long startMs = localMs(member, day, chance.between(7, 11));
                add(member, startMs, startMs + lengthMs, episode -> new SpikeEpisode(episode, sizeNanoUsd, prices));
            }
        }
    }

    private void drawLoops(int count) {
        LoopVariant[] variants = LoopVariant.values();
        for (int i = 0; i < count; i++) {
            LoopVariant variant = variants[i % variants.length];
            int day = dayOf(i, count);
            Member member = pick(day, 1, 0, false);
            if (member != null) {
                long startMs = localMs(member, day, 0)
                        + WorkingHours.drawMs(member.habits().shiftHours(), chance);
                add(member, startMs, plan.endMs(), episode -> LoopEpisode.of(episode, variant));
            }
        }
    }

    private void drawFarmers(int count) {
        for (int i = 0; i < count; i++) {
            int day = dayOf(i, count);
            int days = chance.between(3, 8);
            Member member = pick(day, days, 0, false);
            if (member != null) {
                int jitterPercent = plan.anomalies().cadenceJitterPercent();
                long startMs = localMs(member, day, 8);
                add(
                        member,
                        startMs,
                        startMs + days * CompanyPlan.DAY_MS,
                        episode -> FarmerEpisode.of(episode, jitterPercent));
            }
        }
    }

    private void drawWastes(int count) {
        WasteEpisode.Variant[] variants = WasteEpisode.Variant.values();
        for (int i = 0; i < count; i++) {
            WasteEpisode.Variant variant = variants[i % variants.length];
            int day = dayOf(i, count);
            int days = chance.between(3, 9);
            Member member = pick(day, days, 0, false);
            if (member != null) {
                long startMs = localMs(member, day, 9);
                add(member, startMs, startMs + days * CompanyPlan.DAY_MS, episode -> WasteEpisode.of(episode, variant));
            }
        }
    }

    private void drawUnknownModels(int count) {
        for (int i = 0; i < count; i++) {
            int day = dayOf(i, count);
            List<Member> users = new ArrayList<>();
            int wanted = chance.between(3, 8);
            for (int user = 0; user < wanted; user++) {
                users.add(chance.pick(members));
            }
            long startMs = plan.startMs() + day * CompanyPlan.DAY_MS;
            long announcedMs = startMs + chance.between(4, 12) * CompanyPlan.DAY_MS + 15 * CompanyPlan.HOUR_MS;
            Model model = new Model("frontier-preview-" + (i + 1), "anthropic");
            unknownModels.add(new UnknownModel(
                    model, startMs, announcedMs, users.stream().distinct().toList()));
        }
    }

    private void drawSilences(int count) {
        for (int i = 0; i < count; i++) {
            Team team = chance.pick(members).team();
            int day = dayOf(i, count);
            while (day < plan.days() - 1 && !calendar.isWorkingDay(team, day)) {
                day++;
            }
            long startMs = calendar.dayStartMs(team, day) + (long) (chance.between(9.5, 14.0) * CompanyPlan.HOUR_MS);
            long lengthMs = (long) (chance.logBetween(4, 30) * CompanyPlan.HOUR_MS);
            silences.add(new Silence.Window(team.source(), startMs, startMs + lengthMs));
        }
    }

    private interface Begin {
        Caller begin(Episode episode);
    }

    private void add(Member member, long startMs, long endMs, Begin begin) {
        openings.add(
                (ids, own) -> begin.begin(new Episode(member, Math.max(startMs, plan.startMs()), endMs, ids, own)));
    }

    private int count(int inFourWeeks) {
        return StrictMath.round((float) inFourWeeks * plan.days() / FOUR_WEEKS);
    }

    /** The day of the i-th of so many things: somewhere in its own share of the days. */
    private int dayOf(int i, int count) {
        return (int) ((i + chance.unit()) / count * plan.days());
    }

    /** As {@link #dayOf}, among the days on which people are settled and at work. */
    private int settledDayOf(int i, int count) {
        int settled = Math.min(SETTLED_DAYS, plan.days() - 1);
        int day = settled + (int) ((i + chance.unit()) / count * (plan.days() - settled));
        while (day < plan.days() - 1 && calendar.isWeekend(day)) {
            day++;
        }
        return day;
    }

    private long localMs(Member member, int day, int hour) {
        return calendar.dayStartMs(member.team(), day) + hour * CompanyPlan.HOUR_MS;
    }

    /** Somebody who is there and to whom nothing else happens; null where nobody was found. */
    private @Nullable Member pick(int day, int days, int settledDays, boolean onWorkingDay) {
        for (int attempt = 0; attempt < 500; attempt++) {
            Member member = chance.pick(members);
            Habits habits = member.habits();
            boolean settled = day - habits.firstDay() >= settledDays
                    && (settledDays == 0 || habits.usualDayNanoUsd() >= LEAST_USUAL_DAY_NANO_USD);
            boolean works = !onWorkingDay || calendar.isWorkingDay(member.team(), day);
            if (habits.isThere(day) && settled && works && isFree(member, day, days)) {
                taken.computeIfAbsent(member, m -> new ArrayList<>()).add(new int[] {day, day + days});
                return member;
            }
        }
        return null;
    }

    private boolean isFree(Member member, int day, int days) {
        return taken.getOrDefault(member, List.of()).stream()
                .allMatch(other -> day >= other[1] + DAYS_APART || day + days + DAYS_APART <= other[0]);
    }
}
