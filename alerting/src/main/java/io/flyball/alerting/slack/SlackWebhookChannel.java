package io.flyball.alerting.slack;

import com.slack.api.Slack;
import com.slack.api.webhook.Payload;
import com.slack.api.webhook.WebhookResponse;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.channel.AlertChannel;
import java.io.IOException;
import java.net.URI;

/** Slack's incoming webhook: one fixed channel, no reference to what was posted. Ignores recipients. */
public final class SlackWebhookChannel implements AlertChannel {
    private static final int OK = 200;

    private final Slack slack;
    private final String url;
    private final String pageUrl;

    /**
     * @param slack from {@link SlackConnection#open}; its owner closes it
     * @param url the webhook's URL, a secret: kept, never logged
     * @param pageUrl where the page is; empty: messages have no link
     */
    public SlackWebhookChannel(Slack slack, String url, String pageUrl) {
        if (!isHttpUrl(url)) {
            // The URL is a secret, so the refusal does not repeat it.
            throw new IllegalArgumentException(
                    "Expected the webhook as a URL such as https://hooks.slack.com/services/..."
                            + ", but it is no http or https URL");
        }
        this.slack = slack;
        this.url = url;
        this.pageUrl = pageUrl;
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
    public boolean edits() {
        return false;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        SlackMessage words = SlackMessage.of(delivery, pageUrl, false);
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
            return SlackAnswers.badStatus(response.getCode(), body, SlackCalls.retryAfter(response.getHeaders()));
        }
        return body.strip().equals("ok")
                ? new DeliveryResult.Delivered("webhook")
                : SlackAnswers.garbage("status 200 without Slack's \"ok\"");
    }
}
