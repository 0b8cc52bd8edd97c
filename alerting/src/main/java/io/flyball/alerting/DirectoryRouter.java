package io.flyball.alerting;

import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells every alert on every channel: to the person concerned where the directory knows them, else by default. */
public final class DirectoryRouter implements AlertRouter {
    private final List<AlertChannel> channels;
    private final Function<String, @Nullable String> slackIdOfScope;

    /**
     * @param slackIdOfScope the Slack id for a scope such as {@code user:ann}, or null where none is known
     */
    public DirectoryRouter(List<AlertChannel> channels, Function<String, @Nullable String> slackIdOfScope) {
        this.channels = List.copyOf(channels);
        this.slackIdOfScope = slackIdOfScope;
    }

    @Override
    public List<Route> routes(Alert alert) {
        String slackId = slackIdOfScope.apply(alert.getScope());
        String recipient = slackId == null ? "" : slackId;
        return channels.stream().map(channel -> new Route(channel, recipient)).toList();
    }
}
