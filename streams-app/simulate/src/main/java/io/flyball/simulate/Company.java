package io.flyball.simulate;

import io.flyball.core.model.Person;
import io.flyball.core.model.UsageEvent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A made-up company: who works there, what it pays for models, and, in {@link #traffic()}, every call of its days and what
 * of it is wrong. Plan and seed decide all of it; equal ones give equal events, ids included. Everyone draws from a stream
 * of their own, so that nobody's calls depend on how many others there are.
 *
 * <p>People have generated ids under the reserved domain {@code example.test}: none can be taken for a real person.
 */
public final class Company {
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/Los_Angeles"),
            ZoneId.of("Europe/London"),
            ZoneId.of("Asia/Singapore"));

    private static final List<Model> AUTOMATED = List.of(Model.HAIKU, Model.SONNET, Model.CODEX);

    /** Which streams of draws there are; the numbers are part of what a seed means. */
    private static final int OF_HABITS = 1;

    private static final int OF_WORK = 2;
    private static final int OF_AUTOMATIONS = 3;
    private static final int OF_EPISODES = 4;
    private static final int OF_CALENDAR = 5;
    private static final int OF_SCHEDULE = 6;
    private static final int OF_GATEWAYS = 7;

    private final CompanyPlan plan;
    private final long seed;
    private final List<Member> members;
    private final List<Payer> automations;
    private final Calendar calendar;
    private final Schedule schedule;
    private final ListPrices prices;

    private Company(CompanyPlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
        List<Team> teams = teams();
        this.members = members(teams);
        this.automations = automations(teams);
        this.calendar = new Calendar(plan, teams, Chance.of(seed, OF_CALENDAR));
        this.schedule = new Schedule(plan, members, calendar, Chance.of(seed, OF_SCHEDULE));
        this.prices = ListPrices.of(plan, schedule.unknownModels());
    }

    /** The company of that plan and seed. */
    public static Company of(CompanyPlan plan, long seed) {
        return new Company(plan, seed);
    }

    /** A run through all days, from the beginning; each is independent of the others. */
    public Traffic traffic() {
        List<Caller> callers = new ArrayList<>();
        for (Member member : members) {
            Chance own = Chance.of(seed, OF_WORK, member.number());
            callers.add(new Developer(member, calendar, plan, ids(callers), own));
        }
        for (Payer account : automations) {
            callers.add(automation(account, callers.size() - members.size(), ids(callers)));
        }
        int episode = 0;
        for (Schedule.Opening opening : schedule.openings()) {
            callers.add(opening.open(ids(callers), Chance.of(seed, OF_EPISODES, episode++)));
        }
        for (UnknownModel unknown : schedule.unknownModels()) {
            Chance own = Chance.of(seed, OF_EPISODES, episode++);
            callers.add(UnknownModelEpisode.of(unknown, calendar, plan, ids(callers), own));
        }
        List<Silence> silences = schedule.silences().stream().map(Silence::new).toList();
        return new Traffic(callers, silences, prices, plan.endMs());
    }

    public CompanyPlan plan() {
        return plan;
    }

    /** Every price, in the order in which they are entered. */
    public List<PriceChange> prices() {
        return prices.changes();
    }

    /** What the call costs at the price of its instant, whenever that is entered, in nano-USD. */
    public long listPriceNanoUsd(UsageEvent call) {
        return prices.costNanoUsd(call);
    }

    /** Everybody and every service account, as a directory knows them. */
    public List<Person> directory() {
        List<Person> people = new ArrayList<>();
        members.forEach(member -> people.add(person(member.payer())));
        automations.forEach(account -> people.add(person(account)));
        return List.copyOf(people);
    }

    /** What a working day in the middle costs that person, in nano-USD, to about a third; throws for nobody's id. */
    public long usualDayNanoUsd(String user) {
        return members.stream()
                .filter(member -> member.payer().user().equals(user))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a person of the company, but got \"" + user + "\": directory() has them"))
                .habits()
                .usualDayNanoUsd();
    }

    /** Days in which whole teams work more than usual, and rightly so. */
    public List<Launch> launches() {
        return calendar.launches();
    }

    /** The gateways that report neither fingerprints nor actions. */
    public Set<String> bareSources() {
        Set<String> bare = new TreeSet<>();
        members.stream()
                .filter(member -> member.team().bare())
                .forEach(member -> bare.add(member.team().source()));
        return bare;
    }

    private EventIds ids(List<Caller> before) {
        return new EventIds(seed, before.size());
    }

    private Caller automation(Payer account, int number, EventIds ids) {
        Chance own = Chance.of(seed, OF_AUTOMATIONS, number);
        Model model = AUTOMATED.get(number % AUTOMATED.size());
        return switch (number % 4) {
            case 2 -> Automation.nightly(account, model, plan, ids, own);
            case 3 -> Automation.weekly(account, model, plan, ids, own);
            default -> Automation.roundTheClock(account, model, plan, ids, own);
        };
    }

    private List<Team> teams() {
        Set<Integer> bare = bareGateways();
        List<Team> teams = new ArrayList<>();
        for (int i = 0; i < plan.teams(); i++) {
            int gateway = i % plan.gateways();
            teams.add(new Team(
                    numbered("team", i),
                    ZONES.get(i % ZONES.size()),
                    numbered("gateway", gateway),
                    bare.contains(gateway)));
        }
        return teams;
    }

    private Set<Integer> bareGateways() {
        Chance chance = Chance.of(seed, OF_GATEWAYS);
        long wanted = StrictMath.round(plan.gateways() * plan.bareGatewayPercent() / 100.0);
        Set<Integer> bare = new TreeSet<>();
        while (bare.size() < wanted) {
            bare.add(chance.below(plan.gateways()));
        }
        return bare;
    }

    private List<Member> members(List<Team> teams) {
        List<Member> drawn = new ArrayList<>();
        for (int i = 0; i < plan.users(); i++) {
            Team team = teams.get(i % teams.size());
            String user = String.format(Locale.ROOT, "dev-%03d@example.test", i + 1);
            Payer payer = new Payer(user, team.name(), team.source(), team.bare());
            drawn.add(new Member(i, payer, team, Habits.draw(plan, Chance.of(seed, OF_HABITS, i))));
        }
        return List.copyOf(drawn);
    }

    private List<Payer> automations(List<Team> teams) {
        List<Payer> accounts = new ArrayList<>();
        for (int i = 0; i < plan.serviceAccounts(); i++) {
            boolean batch = i % 4 >= 2;
            String user = numbered(batch ? "batch" : "ci", i);
            accounts.add(new Payer(user, teams.get(i % teams.size()).name(), batch ? "batch" : "ci", false));
        }
        return List.copyOf(accounts);
    }

    private static Person person(Payer payer) {
        return new Person(payer.user(), payer.team(), "", "", "", "", "");
    }

    private static String numbered(String name, int index) {
        return String.format(Locale.ROOT, "%s-%02d", name, index + 1);
    }
}
