package io.flyball.alerting;

import com.slack.api.Slack;
import com.slack.api.webhook.Payload;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slack's incoming webhook: one fixed channel, no reference to what was posted. Ignores recipients. */
public final class SlackWebhookChannel implements AlertChannel {
    private static final int OK = 200;

    private final Slack slack;
    private final String url;

    /**
     * @param slack from {@link SlackConnection#open}; its owner closes it
     * @param url the webhook's URL, a secret: kept, never logged
     */
    public SlackWebhookChannel(Slack slack, String url) {
        if (!isHttpUrl(url)) {
            // The URL is a secret, so the refusal does not repeat it.
            throw new IllegalArgumentException(
                    "Expected the webhook as a URL such as https://hooks.slack.com/services/..."
                            + ", but it is no http or https URL");
        }
        this.slack = slack;
        this.url = url;
    }

    private static boolean isHttpUrl(String url) {
        try {
            URI uri = URI.create(url);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return "slack-webhook";
    }

    @Override
    public DeliveryResult deliver(AlertMessage message) {
        SlackMessage words = SlackMessage.of(message.alert());
        Payload payload = Payload.builder()
                .text(words.text())
                .blocks(words.blocks())
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
        try {
            return resultOf(slack.send(url, payload));
        } catch (IOException e) {
            return SlackAnswers.noAnswer(e);
        }
    }

    private static DeliveryResult resultOf(WebhookResponse response) {
        String body = response.getBody() == null ? "" : response.getBody();
        if (response.getCode() != OK) {
            return SlackAnswers.badStatus(response.getCode(), body, retryAfter(response));
        }
        return body.strip().equals("ok")
                ? new DeliveryResult.Delivered("webhook")
                : SlackAnswers.garbage("status 200 without Slack's \"ok\"");
    }

    private static @Nullable String retryAfter(WebhookResponse response) {
        Map<String, List<String>> headers = response.getHeaders();
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(null);
    }
}
