package io.flyball.app.demo;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who works at the made-up company. People have generated ids under the reserved domain {@code example.test}, numbered
 * through all teams, so that none of them can be taken for a real person.
 *
 * @param teams in the order in which their people are numbered
 * @param serviceAccounts what works round the clock without a person
 * @param burningUser whose unattended agents burn money
 * @param loopingUser one of whose agents repeats itself
 */
public record CompanyShape(
        List<Team> teams, List<ServiceAccount> serviceAccounts, String burningUser, String loopingUser) {

    /**
     * A team.
     *
     * @param zone where its people work
     * @param people how many, at least 1
     */
    public record Team(String name, ZoneId zone, int people) {
        public Team {
            if (people < 1) {
                throw new IllegalArgumentException("Expected at least 1 person in team " + name + ", but got " + people
                        + ": leave the team out instead");
            }
        }
    }

    /** An automation's account, its team's name, and the one model it uses. */
    public record ServiceAccount(String user, String team, String model) {}

    /** A person with the team that their calls are charged to. */
    public record Member(String user, Team team) {}

    public CompanyShape {
        teams = List.copyOf(teams);
        serviceAccounts = List.copyOf(serviceAccounts);
        requireMember(teams, burningUser);
        requireMember(teams, loopingUser);
    }

    /** Five teams on three continents, 36 people and three service accounts: somebody is at work at any hour of a weekday. */
    public static CompanyShape standard() {
        List<Team> teams = List.of(
                new Team("data", ZoneId.of("Asia/Singapore"), 7),
                new Team("mobile", ZoneId.of("America/Los_Angeles"), 6),
                new Team("payments", ZoneId.of("Europe/Berlin"), 8),
                new Team("platform", ZoneId.of("Europe/Lisbon"), 8),
                new Team("search", ZoneId.of("America/New_York"), 7));
        List<ServiceAccount> serviceAccounts = List.of(
                new ServiceAccount("ci-build", "platform", DemoPrices.HAIKU),
                new ServiceAccount("ci-review", "platform", DemoPrices.SONNET),
                new ServiceAccount("ci-upgrade", "platform", DemoPrices.GPT_CODEX));
        return new CompanyShape(teams, serviceAccounts, "dev-33@example.test", "dev-17@example.test");
    }

    /** Everybody, in the order of their numbers. */
    public List<Member> members() {
        return members(teams);
    }

    /** The member of that id; throws where there is none. */
    public Member member(String user) {
        return requireMember(teams, user);
    }

    private static List<Member> members(List<Team> teams) {
        List<Member> members = new ArrayList<>();
        for (Team team : teams) {
            for (int i = 0; i < team.people(); i++) {
                members.add(new Member(String.format(Locale.ROOT, "dev-%02d@example.test", members.size() + 1), team));
            }
        }
        return List.copyOf(members);
    }

    private static Member requireMember(List<Team> teams, String user) {
        return members(teams).stream()
                .filter(member -> member.user().equals(user))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a member of the company, but got \"" + user
                        + "\": members are dev-01@example.test and so on"));
    }
}
