package io.flyball.alerting.memory;

import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Recipients;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.channel.PagerDutyChannel;
import io.flyball.core.model.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who stands for a role by the directory and the settings. */
public final class DirectoryRecipients implements Recipients {
    private static final String USER = "user:";
    private static final String TEAM = "team:";

    private final Settings settings;
    private final Function<String, Optional<Person>> directory;
    private final Predicate<String> edits;

    /**
     * What is set up.
     *
     * @param personChannels channels that reach a person, the first that can has them; {@code slack-bot} by Slack id or
     *     e-mail address, others by e-mail address
     * @param teamChannels the place of each team's channel, by team
     * @param everything where goes what is nobody's, and what a team without a channel is to hear
     * @param onCall where on-call is reached; empty: as everything
     * @param feeds machines that are told every change
     * @param approvers e-mail addresses of those who may approve
     */
    public record Settings(
            List<String> personChannels,
            Map<String, Place> teamChannels,
            List<Place> everything,
            List<Place> onCall,
            List<Place> feeds,
            List<String> approvers) {}

    public DirectoryRecipients(
            Settings settings, Function<String, Optional<Person>> directory, Predicate<String> edits) {
        this.settings = settings;
        this.directory = directory;
        this.edits = edits;
    }

    @Override
    public List<Place> places(Role role, String scope) {
        return switch (role) {
            case PERSON -> scope.startsWith(USER) ? person(role, scope.substring(USER.length())) : List.of();
            case TEAM -> team(scope);
            case ON_CALL -> settings.onCall().isEmpty() ? as(Role.ON_CALL, settings.everything()) : settings.onCall();
            case FEED -> settings.feeds();
            case APPROVER ->
                settings.approvers().stream()
                        .flatMap(email -> byEmail(role, email).stream())
                        .toList();
        };
    }

    private List<Place> person(Role role, String user) {
        Optional<Person> known = directory.apply(user);
        String slackId = known.map(Person::slackId).orElse("");
        if (!slackId.isEmpty() && settings.personChannels().contains("slack-bot")) {
            return List.of(new Place(role, "slack-bot", slackId));
        }
        return byEmail(role, emailOf(user));
    }

    /** The next channel by which the same address is reached. */
    @Override
    public List<Place> insteadOf(Place place, String scope) {
        List<String> channels = settings.personChannels();
        int next = channels.indexOf(place.channel()) + 1;
        boolean personal = place.role() == Role.PERSON || place.role() == Role.APPROVER;
        if (!personal || next == 0 || next >= channels.size()) {
            return List.of();
        }
        String email = place.recipient().contains("@") ? place.recipient() : emailOf(place, scope);
        return isAddress(email) ? List.of(new Place(place.role(), channels.get(next), email)) : List.of();
    }

    private String emailOf(Place place, String scope) {
        return place.role() == Role.PERSON && scope.startsWith(USER) ? emailOf(scope.substring(USER.length())) : "";
    }

    private String emailOf(String user) {
        String email = directory.apply(user).map(Person::email).orElse("");
        return email.isEmpty() ? user : email;
    }

    private static boolean isAddress(String text) {
        return text.matches("[^@\\s]+@[^@\\s]+");
    }

    /** Users are often named by their e-mail address, also where no directory knows them. */
    private List<Place> byEmail(Role role, String email) {
        return settings.personChannels().isEmpty() || !isAddress(email)
                ? List.of()
                : List.of(new Place(role, settings.personChannels().get(0), email));
    }

    private List<Place> team(String scope) {
        String team = scope.startsWith(TEAM)
                ? scope.substring(TEAM.length())
                : scope.startsWith(USER)
                        ? directory
                                .apply(scope.substring(USER.length()))
                                .map(Person::team)
                                .orElse("")
                        : "";
        Place channel = settings.teamChannels().get(team);
        return channel == null ? settings.everything() : List.of(channel);
    }

    private static List<Place> as(Role role, List<Place> places) {
        List<Place> renamed = new ArrayList<>();
        places.forEach(p -> renamed.add(new Place(role, p.channel(), p.recipient())));
        return renamed;
    }

    /** Never PagerDuty: an incident of many cases would be resolved by none. They wait for room instead. */
    @Override
    public List<Place> overflow() {
        List<Place> places = settings.everything().isEmpty() ? settings.onCall() : settings.everything();
        return places.stream()
                .filter(place -> !place.channel().equals(PagerDutyChannel.NAME))
                .toList();
    }

    @Override
    public boolean edits(String channel) {
        return edits.test(channel);
    }
}
