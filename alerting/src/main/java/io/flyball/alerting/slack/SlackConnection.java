package io.flyball.alerting.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;

/** Opens the Slack SDK as Flyball uses it: bounded calls, no statistics kept. */
public final class SlackConnection {
    /** Slack's own Web API. */
    public static final String PUBLIC_API = "https://slack.com/api/";

    private SlackConnection() {}

    /**
     * A client whose calls end within a time, whatever the other side does. Close it after its channels are done.
     *
     * @param apiUrlPrefix {@link #PUBLIC_API}, or a proxy or a test's server; ends in a slash
     * @param callTimeoutMs limit on a whole call, from 1
     */
    public static Slack open(String apiUrlPrefix, int callTimeoutMs) {
        if (!apiUrlPrefix.startsWith("http") || !apiUrlPrefix.endsWith("/")) {
            throw new IllegalArgumentException("Expected the Slack API as a URL that ends in a slash, for example "
                    + PUBLIC_API + ", but it is \"" + apiUrlPrefix + "\"");
        }
        if (callTimeoutMs < 1) {
            throw new IllegalArgumentException(
                    "Expected a call time-out of at least 1 ms, for example 10000, but it is " + callTimeoutMs);
        }
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(apiUrlPrefix);
        config.setHttpClientCallTimeoutMillis(callTimeoutMs);
        config.setHttpClientReadTimeoutMillis(callTimeoutMs);
        config.setHttpClientWriteTimeoutMillis(callTimeoutMs);
        config.setStatsEnabled(false);
        return Slack.getInstance(config);
    }

    /** A token as it can be one; throws where it cannot, and never says what it is. */
    static String checkedToken(String token) {
        if (!token.matches("[!-~]+")) {
            // The token is a secret, so this is the one refusal that does not repeat the value.
            throw new IllegalArgumentException("Expected a Slack bot token such as xoxb-..., but it is empty or holds"
                    + " blanks or characters outside ASCII");
        }
        return token;
    }
}
