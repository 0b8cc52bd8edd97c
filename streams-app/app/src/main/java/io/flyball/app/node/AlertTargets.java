package io.flyball.app.node;

import com.slack.api.Slack;
import io.flyball.alerting.cases.AlertRules;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.channel.AlertmanagerFeed;
import io.flyball.alerting.chart.TrendCharts;
import io.flyball.alerting.memory.DirectoryRecipients;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go, and who hears what when.
 *
 * @param channels the ways to reach people and machines
 * @param recipients who stands for which role
 * @param answering how people answer in Slack; null: they cannot
 * @param charts draw what the channels show, from what the node knows
 * @param alertmanager is told all that is on; null: there is none
 * @param parts what is closed after the last delivery
 */
public record AlertTargets(
        List<AlertChannel> channels,
        DirectoryRecipients.Settings recipients,
        AlertRules rules,
        @Nullable SlackAnswering answering,
        TrendCharts charts,
        @Nullable AlertmanagerFeed alertmanager,
        List<AutoCloseable> parts) {

    /**
     * What it takes to hear answers: at a door, by Socket Mode, or both.
     *
     * @param token the bot's; a secret
     * @param signingSecret of the app, a secret; null: there is no door
     * @param appToken of the app, a secret; null: there is no Socket Mode
     */
    public record SlackAnswering(
            Slack slack,
            String token,
            @Nullable String signingSecret,
            @Nullable String appToken) {
        @Override
        public String toString() {
            return "SlackAnswering";
        }
    }

    /** Nobody is told, as in an instance without the alerting role. */
    public static AlertTargets none() {
        return of(List.of(), List.of());
    }

    /** One channel that is told everything at once, whatever its severity. */
    public static AlertTargets ofOne(AlertChannel channel) {
        return of(List.of(channel), List.of(new Place(Role.TEAM, channel.name(), "")));
    }

    private static AlertTargets of(List<AlertChannel> channels, List<Place> everything) {
        return new AlertTargets(
                channels,
                new DirectoryRecipients.Settings(List.of(), Map.of(), everything, List.of(), List.of(), List.of()),
                AlertRules.ATTENDED,
                null,
                new TrendCharts(),
                null,
                List.of());
    }
}
