package io.flyball.app.slack;

import com.slack.api.Slack;
import io.flyball.alerting.cases.AlertRules;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.chart.TrendCharts;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.DirectoryRecipients;
import io.flyball.alerting.slack.SlackBotChannel;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackSettings;
import io.flyball.app.node.AlertTargets;
import java.util.List;
import java.util.Map;

/** What a node is told of a Slack with a bot and buttons. */
public final class ToldInSlack {
    private static final int TIMEOUT_MS = 10_000;

    private ToldInSlack() {}

    /**
     * People by themselves, all else in one channel.
     *
     * @param approver e-mail address of the one who may approve
     */
    public static AlertTargets of(FakeSlack slack, String channel, String approver) {
        Slack sdk = SlackConnection.open(slack.apiUrlPrefix(), TIMEOUT_MS);
        SlackSettings settings = new SlackSettings(channel, "", true);
        TrendCharts charts = new TrendCharts();
        return new AlertTargets(
                List.of(new SlackBotChannel(sdk, FakeSlack.TOKEN, settings, charts)),
                new DirectoryRecipients.Settings(
                        List.of(SlackBotChannel.NAME),
                        Map.of(),
                        List.of(new Place(Role.TEAM, SlackBotChannel.NAME, channel)),
                        List.of(),
                        List.of(),
                        List.of(approver)),
                AlertRules.DEFAULT,
                new AlertTargets.SlackAnswering(sdk, FakeSlack.TOKEN, SlackHand.SIGNING_SECRET, null),
                charts,
                null,
                List.of(sdk));
    }
}
