package io.flyball.alerting.memory;

import io.flyball.core.model.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may answer what: by the directory and the list of approvers. Addresses are compared without regard to case. */
public final class Rights {
    private static final String USER = "user:";
    private static final String TEAM = "team:";

    private final ControlTail directory;
    private final List<String> approvers;

    /** @param approvers e-mail addresses */
    public Rights(ControlTail directory, List<String> approvers) {
        this.directory = directory;
        this.approvers =
                approvers.stream().map(a -> a.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether somebody may give what is asked for. */
    public boolean mayApprove(String email) {
        return !email.isEmpty() && approvers.contains(email.toLowerCase(Locale.ROOT));
    }

    /** Whether there is anybody to approve. */
    public boolean anybodyMayApprove() {
        return !approvers.isEmpty();
    }

    /** Whether a scope is somebody's own, their report's or their team's, or they may approve anyway. */
    public boolean mayAnswer(String email, String slackId, String scope) {
        if (mayApprove(email)) {
            return true;
        }
        if (scope.startsWith(TEAM)) {
            String team = scope.substring(TEAM.length());
            return directory.people().stream().anyMatch(p -> p.team().equals(team) && is(p, email, slackId));
        }
        if (!scope.startsWith(USER)) {
            return false;
        }
        String user = scope.substring(USER.length());
        if (!email.isEmpty() && user.equalsIgnoreCase(email)) {
            return true;
        }
        Optional<Person> person = directory.person(user);
        // A manager may be named by an address, as a user may be, and be no user of the directory.
        return person.filter(p -> is(p, email, slackId)
                                || !email.isEmpty() && p.manager().equalsIgnoreCase(email))
                        .isPresent()
                || person.flatMap(p -> directory.person(p.manager()))
                        .filter(manager -> is(manager, email, slackId))
                        .isPresent();
    }

    private static boolean is(Person person, String email, String slackId) {
        return !person.slackId().isEmpty() && person.slackId().equals(slackId)
                || !person.email().isEmpty() && person.email().equalsIgnoreCase(email);
    }
}
