package io.flyball.app.cli;

import com.slack.api.Slack;
import io.flyball.alerting.cases.AlertRules;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.QuietHours;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.channel.AlertmanagerFeed;
import io.flyball.alerting.channel.ConsoleChannel;
import io.flyball.alerting.channel.PagerDutyChannel;
import io.flyball.alerting.channel.WebhookChannel;
import io.flyball.alerting.chart.TrendCharts;
import io.flyball.alerting.email.EmailChannel;
import io.flyball.alerting.email.EmailSettings;
import io.flyball.alerting.memory.DirectoryRecipients;
import io.flyball.alerting.slack.SlackBotChannel;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackSettings;
import io.flyball.alerting.slack.SlackWebhookChannel;
import io.flyball.app.Refusal;
import io.flyball.app.config.AlertingKeys;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.node.AlertTargets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where alerts go by the settings. */
final class AlertSetup {
    private static final int SLACK_TIMEOUT_MS = 10_000;
    private static final String APP_TOKEN = "xapp-";

    private final FlyballConfig config;
    private final List<AlertChannel> channels = new ArrayList<>();
    private final List<String> personChannels = new ArrayList<>();
    private final Map<String, Place> teams = new HashMap<>();
    private final List<Place> everything = new ArrayList<>();
    private final List<Place> onCall = new ArrayList<>();
    private final List<Place> feeds = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final TrendCharts charts = new TrendCharts();
    private AlertTargets.@Nullable SlackAnswering answering;
    private @Nullable AlertmanagerFeed alertmanager;

    private AlertSetup(FlyballConfig config) {
        this.config = config;
    }

    /**
     * What the settings say.
     *
     * @param lines gets alerts where no other channel is set up, a line each
     * @throws Refusal where a setting needs another that is missing
     */
    static AlertTargets of(FlyballConfig config, Consumer<String> lines) {
        AlertSetup setup = new AlertSetup(config);
        setup.slack();
        setup.email();
        setup.pagerDuty();
        setup.webhook();
        setup.alertmanager();
        if (setup.everything.isEmpty() && setup.onCall.isEmpty()) {
            setup.add(new ConsoleChannel(lines));
            setup.everything.add(new Place(Role.TEAM, "console", ""));
        }
        return setup.targets();
    }

    private void slack() {
        String token = config.find(AlertingKeys.SLACK_TOKEN);
        String webhook = config.find(AlertingKeys.SLACK_WEBHOOK_URL);
        if (token == null) {
            refuseWithoutBot();
        }
        if (token == null && webhook == null) {
            return;
        }
        Slack slack = SlackConnection.open(config.get(AlertingKeys.SLACK_API_URL), SLACK_TIMEOUT_MS);
        parts.add(slack);
        if (token != null) {
            bot(slack, token);
        }
        if (webhook != null) {
            add(new SlackWebhookChannel(slack, webhook, pageUrl()));
            everything.add(new Place(Role.TEAM, "slack-webhook", ""));
        }
    }

    private void bot(Slack slack, String token) {
        String channel = config.get(AlertingKeys.SLACK_CHANNEL, "");
        String secret = config.find(AlertingKeys.SLACK_SIGNING_SECRET);
        String appToken = config.find(AlertingKeys.SLACK_APP_TOKEN);
        if (appToken != null && !appToken.startsWith(APP_TOKEN)) {
            throw new Refusal(AlertingKeys.SLACK_APP_TOKEN.name() + " is no app-level token: it begins with "
                    + APP_TOKEN + ", and the bot's token goes to " + AlertingKeys.SLACK_TOKEN.name() + ".");
        }
        boolean answers = secret != null || appToken != null;
        if (answers) {
            answering = new AlertTargets.SlackAnswering(slack, token, secret, appToken);
        }
        SlackSettings settings = new SlackSettings(channel, pageUrl(), answers);
        add(new SlackBotChannel(slack, token, settings, charts));
        personChannels.add(SlackBotChannel.NAME);
        if (!channel.isBlank()) {
            everything.add(new Place(Role.TEAM, SlackBotChannel.NAME, channel));
        }
        config.get(AlertingKeys.TEAM_CHANNELS, Map.of())
                .forEach((team, name) -> teams.put(team, new Place(Role.TEAM, SlackBotChannel.NAME, name)));
        String onCallChannel = config.find(AlertingKeys.ON_CALL_CHANNEL);
        if (onCallChannel != null) {
            onCall.add(new Place(Role.ON_CALL, SlackBotChannel.NAME, onCallChannel));
        }
    }

    private void email() {
        String url = config.find(AlertingKeys.SMTP_URL);
        String from = config.find(AlertingKeys.EMAIL_FROM);
        List<String> to = config.get(AlertingKeys.EMAIL_TO, List.of());
        if ((url == null) != (from == null) || url == null && !to.isEmpty()) {
            throw new Refusal(AlertingKeys.SMTP_URL.name() + " and " + AlertingKeys.EMAIL_FROM.name()
                    + " need each other, and " + AlertingKeys.EMAIL_TO.name() + " needs both: set them, or none.");
        }
        if (url != null && from != null) {
            add(emailChannel(url, from));
            personChannels.add(EmailChannel.NAME);
            to.forEach(address -> everything.add(new Place(Role.TEAM, EmailChannel.NAME, address)));
        }
    }

    private EmailChannel emailChannel(String url, String from) {
        try {
            return new EmailChannel(url, new EmailSettings(from, pageUrl()), charts, System::currentTimeMillis);
        } catch (IllegalArgumentException e) {
            throw new Refusal("E-mail cannot be set up: " + e.getMessage());
        }
    }

    private void pagerDuty() {
        String key = config.find(AlertingKeys.PAGERDUTY_ROUTING_KEY);
        if (key != null) {
            add(new PagerDutyChannel(config.get(AlertingKeys.PAGERDUTY_URL), key, System::currentTimeMillis));
            onCall.add(new Place(Role.ON_CALL, PagerDutyChannel.NAME, ""));
        }
    }

    private void webhook() {
        String url = config.find(AlertingKeys.WEBHOOK_URL);
        List<String> secrets = config.find(AlertingKeys.WEBHOOK_SECRETS);
        if ((url == null) != (secrets == null)) {
            throw new Refusal(AlertingKeys.WEBHOOK_URL.name() + " and " + AlertingKeys.WEBHOOK_SECRETS.name()
                    + " need each other: set both, or neither.");
        }
        if (url != null && secrets != null) {
            try {
                add(new WebhookChannel(url, secrets, System::currentTimeMillis));
            } catch (IllegalArgumentException e) {
                throw new Refusal(AlertingKeys.WEBHOOK_SECRETS.name() + ": " + e.getMessage());
            }
            feeds.add(new Place(Role.FEED, WebhookChannel.NAME, ""));
        }
    }

    private void alertmanager() {
        String url = config.find(AlertingKeys.ALERTMANAGER_URL);
        if (url != null) {
            alertmanager = new AlertmanagerFeed(url.replaceAll("/+$", ""), pageUrl(), System::currentTimeMillis);
            parts.add(alertmanager);
        }
    }

    private void refuseWithoutBot() {
        for (var key : List.of(
                AlertingKeys.SLACK_CHANNEL,
                AlertingKeys.ON_CALL_CHANNEL,
                AlertingKeys.SLACK_SIGNING_SECRET,
                AlertingKeys.SLACK_APP_TOKEN)) {
            if (config.find(key) != null) {
                throw new Refusal(key.name() + " is set, but " + AlertingKeys.SLACK_TOKEN.name()
                        + " is not: set the bot's token, or remove it.");
            }
        }
    }

    private String pageUrl() {
        return config.get(AlertingKeys.PAGE_URL, "").replaceAll("/+$", "");
    }

    private void add(AlertChannel channel) {
        channels.add(channel);
    }

    private AlertTargets targets() {
        QuietHours hours = QuietHours.parse(
                        config.get(AlertingKeys.QUIET_HOURS, "00:00-00:00"), config.get(AlertingKeys.ZONE))
                .orElseThrow();
        AlertRules rules = AlertRules.DEFAULT.with(
                hours, config.get(AlertingKeys.DIGEST_AT), config.get(AlertingKeys.MESSAGES_PER_MINUTE));
        return new AlertTargets(
                channels,
                new DirectoryRecipients.Settings(
                        personChannels,
                        teams,
                        everything,
                        onCall,
                        feeds,
                        config.get(AlertingKeys.APPROVERS, List.of())),
                rules,
                answering,
                charts,
                alertmanager,
                parts);
    }
}
