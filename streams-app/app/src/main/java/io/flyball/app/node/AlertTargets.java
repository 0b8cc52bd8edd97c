package io.flyball.app.node;

import io.flyball.alerting.AlertChannel;
import io.flyball.core.model.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go.
 *
 * @param channels each tells every alert
 * @param directory for the Slack ids of the people concerned
 */
public record AlertTargets(List<AlertChannel> channels, List<Person> directory) {

    /** The Slack id of the user a scope names, or null where none is known. */
    @Nullable
    String slackIdOfScope(String scope) {
        return slackIds().get(scope);
    }

    private Map<String, String> slackIds() {
        Map<String, String> ids = new HashMap<>();
        for (Person person : directory) {
            if (!person.slackId().isEmpty()) {
                ids.put("user:" + person.user(), person.slackId());
            }
        }
        return ids;
    }
}
