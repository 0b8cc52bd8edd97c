package io.flyball.connect;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.flyball.connect.poll.PollPlan;
import io.flyball.connect.report.BillingReport;
import io.flyball.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of a connector, checked. */
final class ConnectorSettings {
    static final String ADMIN_KEY = "admin.key";
    static final String BASE_URL = "base.url";
    static final String REGISTRY_URL = "registry.url";
    static final String REGISTRY_CLIENT_PREFIX = "registry.client.";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String REPORTS = "reports";
    static final String GROUP_BY_API_KEY = "group.by.api.key";
    static final String LOOKBACK_DAYS = "lookback.days";
    static final String REVISION_DAYS = "revision.days";
    static final String POLL_INTERVAL_MS = "poll.interval.ms";
    static final String REQUEST_TIMEOUT_MS = "request.timeout.ms";
    static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
    static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";

    /** Data are some five minutes old when they appear, and one provider takes 90 requests an hour for all its reports. */
    private static final int DEFAULT_POLL_INTERVAL_MS = 300_000;

    private static final int DEFAULT_LOOKBACK_DAYS = 31;
    private static final int DEFAULT_REVISION_DAYS = 3;
    /** What was sent is remembered for so many days, in an offset, which is one record of at most a megabyte. */
    private static final int MOST_REVISION_DAYS = 31;

    private static final int MOST_LOOKBACK_DAYS = 366;
    private static final int DEFAULT_TIMEOUT_MS = 30_000;
    private static final int MOST_TIMEOUT_MS = 600_000;
    private static final int DEFAULT_BACKOFF_MS = 1_000;
    private static final int DEFAULT_MAX_BACKOFF_MS = 300_000;
    private static final int MOST_WAIT_MS = 86_400_000;

    private final Provider provider;
    private final AbstractConfig config;

    ConnectorSettings(Provider provider, Map<String, String> properties) {
        this.provider = provider;
        this.config = new AbstractConfig(definition(provider), properties, false);
    }

    static ConfigDef definition(Provider provider) {
        ConfigDef definition = new ConfigDef()
                .define(ADMIN_KEY, Type.PASSWORD, ConfigDef.NO_DEFAULT_VALUE, SettingChecks.ADMIN_KEY, HIGH, """
                        Admin key of the organization with which reports of usage and cost are read; it is sent to \
                        base.url alone and never logged. Take it from a config provider, not from the text of the \
                        configuration.""")
                .define(REGISTRY_URL, Type.STRING, ConfigDef.NO_DEFAULT_VALUE, SettingChecks.URL, HIGH, """
                        Schema registry with Confluent's API, the same that Flyball uses; for Apicurio \
                        http://HOST:PORT/apis/ccompat/v7. Settings of its client, for example a login, go behind the \
                        prefix registry.client.""")
                .define(
                        BASE_URL,
                        Type.STRING,
                        provider.api().defaultBaseUrl(),
                        SettingChecks.SECURE_URL,
                        LOW,
                        "Where the provider's API is, without a path; https, but for this very machine.")
                .define(
                        TOPIC_PREFIX,
                        Type.STRING,
                        TopicCatalogue.DEFAULT_PREFIX,
                        SettingChecks.TOPIC_PREFIX,
                        MEDIUM,
                        """
                        What the names of Flyball's topics begin with; records go to the topic of this prefix and the \
                        name "billing".""")
                .define(
                        REPORTS,
                        Type.LIST,
                        provider.reportNames(),
                        SettingChecks.someOf(provider.reportNames()),
                        MEDIUM,
                        "Which reports are read. Each is polled on its own; tasks.max up to their number takes effect.")
                .define(GROUP_BY_API_KEY, Type.BOOLEAN, false, LOW, """
                        Whether lines of usage are told apart by the id of the key as well. Multiplies them; \
                        reconciliation does not need it.""");
        return defineTimes(definition);
    }

    private static ConfigDef defineTimes(ConfigDef definition) {
        definition
                .define(
                        LOOKBACK_DAYS,
                        Type.INT,
                        DEFAULT_LOOKBACK_DAYS,
                        ConfigDef.Range.between(0, MOST_LOOKBACK_DAYS),
                        MEDIUM,
                        "How many days before today the first reading begins, in UTC days. Later ones go on from the offset.")
                .define(
                        REVISION_DAYS,
                        Type.INT,
                        DEFAULT_REVISION_DAYS,
                        ConfigDef.Range.between(0, MOST_REVISION_DAYS),
                        MEDIUM,
                        "For how many days after its end a day is read again, for providers revise. What did not change is not sent again.")
                .define(
                        POLL_INTERVAL_MS,
                        Type.INT,
                        DEFAULT_POLL_INTERVAL_MS,
                        ConfigDef.Range.between(1, MOST_WAIT_MS),
                        LOW,
                        """
                        Pause between two readings of a report, milliseconds. Keep it at 60000 or above on a real \
                        provider: Anthropic asks for one poll a minute at most.""");
        return defineFailures(definition);
    }

    private static ConfigDef defineFailures(ConfigDef definition) {
        return definition
                .define(
                        REQUEST_TIMEOUT_MS,
                        Type.INT,
                        DEFAULT_TIMEOUT_MS,
                        ConfigDef.Range.between(1, MOST_TIMEOUT_MS),
                        LOW,
                        "How long a request may stay without an answer, milliseconds; the body may take as long again.")
                .define(
                        RETRY_BACKOFF_MS,
                        Type.INT,
                        DEFAULT_BACKOFF_MS,
                        ConfigDef.Range.between(1, MOST_WAIT_MS),
                        LOW,
                        "Pause before a failed request is sent again, milliseconds; doubles with every further failure, with jitter.")
                .define(
                        RETRY_BACKOFF_MAX_MS,
                        Type.INT,
                        DEFAULT_MAX_BACKOFF_MS,
                        ConfigDef.Range.between(1, MOST_WAIT_MS),
                        LOW,
                        "The longest of these pauses, milliseconds. A pause the provider asks for is kept whatever this says, up to an hour.");
    }

    String adminKey() {
        return config.getPassword(ADMIN_KEY).value().strip();
    }

    String baseUrl() {
        String url = config.getString(BASE_URL);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String registryUrl() {
        return config.getString(REGISTRY_URL);
    }

    Map<String, Object> registryClient() {
        return config.originalsWithPrefix(REGISTRY_CLIENT_PREFIX);
    }

    /** Names of topics; how many partitions they have is not known here. */
    TopicCatalogue topics() {
        return new TopicCatalogue(config.getString(TOPIC_PREFIX), 1, (short) 1);
    }

    List<String> reportNames() {
        return config.getList(REPORTS);
    }

    List<BillingReport> reports() {
        return provider.reports(reportNames(), config.getBoolean(GROUP_BY_API_KEY));
    }

    Duration requestTimeout() {
        return Duration.ofMillis(config.getInt(REQUEST_TIMEOUT_MS));
    }

    PollPlan plan(long nowMs) {
        long today = Math.floorDiv(nowMs, BillingReport.BUCKET_MS);
        return new PollPlan(
                (today - config.getInt(LOOKBACK_DAYS)) * BillingReport.BUCKET_MS,
                config.getInt(REVISION_DAYS) * BillingReport.BUCKET_MS,
                config.getInt(POLL_INTERVAL_MS),
                config.getInt(RETRY_BACKOFF_MS),
                config.getInt(RETRY_BACKOFF_MAX_MS));
    }
}
