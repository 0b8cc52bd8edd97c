package io.flyball.app.config;

import io.flyball.alerting.channel.PagerDutyChannel;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The settings of alerting. */
public final class AlertingKeys {
    public static final ConfigKey<String> SLACK_TOKEN = ConfigKey.secret(
            "slack-token",
            ConfigType.text("a text", "xoxb-..."),
            "Token of the Slack bot, for messages to people and channels.");

    public static final ConfigKey<String> SLACK_WEBHOOK_URL = ConfigKey.secret(
            "slack-webhook-url",
            ConfigType.httpUrl("https://hooks.slack.com/services/..."),
            "Incoming webhook of Slack, for one channel where there is no bot.");

    public static final ConfigKey<String> SLACK_CHANNEL = ConfigKey.optional(
            "slack-channel",
            ConfigType.text("a channel's name or id", "#llm-spend"),
            "Channel for alerts that concern nobody in the directory, and for teams without a channel.");

    public static final ConfigKey<String> SLACK_SIGNING_SECRET = ConfigKey.secret(
            "slack-signing-secret",
            ConfigType.text("a text", "..."),
            "Signing secret of the Slack app: with it `/slack/actions` takes what people answer.");

    public static final ConfigKey<String> SLACK_APP_TOKEN = ConfigKey.secret(
            "slack-app-token",
            ConfigType.text("a text", "xapp-..."),
            "App-level token of the Slack app, with the scope `connections:write`: with it what people answer comes by"
                    + " Socket Mode, and Slack needs no URL of yours.");

    public static final ConfigKey<String> SLACK_API_URL = ConfigKey.withDefault(
            "slack-api-url",
            ConfigType.httpUrl("https://slack-gov.com/api/"),
            "https://slack.com/api/",
            "Where Slack's Web API is; ends in a slash.");

    public static final ConfigKey<List<String>> APPROVERS = ConfigKey.optional(
            "alerting-approvers",
            ConfigType.names("lead@example.com,finops@example.com"),
            "E-mail addresses of those who may approve what people ask for. Without any, nobody may.");

    public static final ConfigKey<Map<String, String>> TEAM_CHANNELS = ConfigKey.optional(
            "alerting-team-channels",
            ConfigType.pairs("payments=#payments,search=C0123"),
            "Slack channel of each team, for what a person does not answer and for what concerns the team.");

    public static final ConfigKey<String> ON_CALL_CHANNEL = ConfigKey.optional(
            "alerting-on-call-channel",
            ConfigType.text("a channel's name or id", "#on-call"),
            "Slack channel for what nobody answers, and for what concerns Flyball itself.");

    public static final ConfigKey<String> QUIET_HOURS = ConfigKey.optional(
            "alerting-quiet-hours",
            ConfigType.hours("22:00-07:00"),
            "When people are left in peace, but for what is of high severity.");

    public static final ConfigKey<ZoneId> ZONE = ConfigKey.withDefault(
            "alerting-zone", ConfigType.zone("Europe/Paris"), "UTC", "Zone of quiet hours and of the digest.");

    public static final ConfigKey<LocalTime> DIGEST_AT = ConfigKey.withDefault(
            "alerting-digest-at",
            ConfigType.timeOfDay("08:30"),
            "09:00",
            "When what is of low severity is told, together, once a day.");

    public static final ConfigKey<Integer> MESSAGES_PER_MINUTE = ConfigKey.withDefault(
            "alerting-messages-per-minute",
            ConfigType.whole(2, 1_000, "60"),
            "30",
            "Most messages and changes of messages to people in any minute, over all instances. What finds no room is"
                    + " told together.");

    public static final ConfigKey<String> PAGE_URL = ConfigKey.optional(
            "alerting-page-url",
            ConfigType.httpUrl("https://flyball.example.com"),
            "Where people reach the page, for links in messages.");

    public static final ConfigKey<String> ALERTMANAGER_URL = ConfigKey.optional(
            "alerting-alertmanager-url",
            ConfigType.httpUrl("http://alertmanager:9093"),
            "Alertmanager that is told all that is on, every minute.");

    public static final ConfigKey<String> PAGERDUTY_ROUTING_KEY = ConfigKey.secret(
            "alerting-pagerduty-routing-key",
            ConfigType.text("a text", "..."),
            "Integration key of PagerDuty's Events API v2, for on-call.");

    public static final ConfigKey<String> PAGERDUTY_URL = ConfigKey.withDefault(
            "alerting-pagerduty-url",
            ConfigType.httpUrl("https://events.eu.pagerduty.com/v2/enqueue"),
            PagerDutyChannel.PUBLIC_API,
            "Where PagerDuty takes events.");

    public static final ConfigKey<String> WEBHOOK_URL = ConfigKey.secret(
            "alerting-webhook-url",
            ConfigType.httpUrl("https://example.com/hook"),
            "Webhook that is told every change, by the Standard Webhooks specification.");

    public static final ConfigKey<List<String>> WEBHOOK_SECRETS = ConfigKey.secret(
            "alerting-webhook-secrets",
            ConfigType.names("whsec_..."),
            "Secrets that sign what the webhook is told; two while one replaces the other.");

    public static final ConfigKey<String> SMTP_URL = ConfigKey.secret(
            "smtp-url",
            ConfigType.text("a URL with smtp or smtps", "smtp://user:password@mail.example.com:587"),
            "Mail server for alerts to people whom Slack does not reach. A login is sent over TLS alone; percent-encode"
                    + " what is special in it.");

    public static final ConfigKey<String> EMAIL_FROM = ConfigKey.optional(
            "alerting-email-from",
            ConfigType.text("an e-mail address", "flyball@example.com"),
            "Sender of alerts by e-mail.");

    public static final ConfigKey<List<String>> EMAIL_TO = ConfigKey.optional(
            "alerting-email-to",
            ConfigType.names("finops@example.com"),
            "E-mail addresses that get what concerns nobody in the directory, as the Slack channel does.");

    /** In the order of the reference page. */
    static final List<ConfigKey<?>> ALL = List.of(
            SLACK_TOKEN,
            SLACK_WEBHOOK_URL,
            SLACK_CHANNEL,
            SLACK_SIGNING_SECRET,
            SLACK_APP_TOKEN,
            SLACK_API_URL,
            APPROVERS,
            TEAM_CHANNELS,
            ON_CALL_CHANNEL,
            QUIET_HOURS,
            ZONE,
            DIGEST_AT,
            MESSAGES_PER_MINUTE,
            PAGE_URL,
            ALERTMANAGER_URL,
            PAGERDUTY_ROUTING_KEY,
            PAGERDUTY_URL,
            WEBHOOK_URL,
            WEBHOOK_SECRETS,
            SMTP_URL,
            EMAIL_FROM,
            EMAIL_TO);

    private AlertingKeys() {}
}
