package io.flyball.alerting;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bot that posts by {@code chat.postMessage}: a direct message where the recipient is a user id, else to a channel.
 * Slack allows about one message a second and channel; where it says 429 its Retry-After is handed on.
 */
public final class SlackBotChannel implements AlertChannel {
    private final MethodsClient methods;
    private final String defaultChannel;

    /**
     * @param slack from {@link SlackConnection#open}; its owner closes it
     * @param token a bot token with the scope {@code chat:write}; kept, never logged
     * @param defaultChannel id or name for messages without a recipient; empty: those are refused
     */
    public SlackBotChannel(Slack slack, String token, String defaultChannel) {
        if (!token.matches("[!-~]+")) {
            // The token is a secret, so this is the one refusal that does not repeat the value.
            throw new IllegalArgumentException("Expected a Slack bot token such as xoxb-..., but it is empty or holds"
                    + " blanks or characters outside ASCII");
        }
        this.methods = slack.methods(token);
        this.defaultChannel = defaultChannel;
    }

    @Override
    public String name() {
        return "slack-bot";
    }

    @Override
    public DeliveryResult deliver(AlertMessage message) {
        String recipient = message.recipient().isBlank() ? defaultChannel : message.recipient();
        if (recipient.isBlank()) {
            return new DeliveryResult.Refused("Nobody is named to be told about "
                    + message.alert().getScope() + ": set a Slack id in the directory or a default channel.");
        }
        return post(request(message, recipient), recipient);
    }

    private DeliveryResult post(ChatPostMessageRequest request, String recipient) {
        try {
            return resultOf(methods.chatPostMessage(request), recipient);
        } catch (SlackApiException e) {
            return SlackAnswers.badStatus(
                    e.getResponse().code(),
                    e.getResponseBody() == null ? "" : e.getResponseBody(),
                    e.getResponse().header("Retry-After"));
        } catch (IOException e) {
            return SlackAnswers.noAnswer(e);
        } catch (RuntimeException e) {
            // The SDK meets a body that is not Slack's with whatever comes: JsonParseException, NullPointerException.
            return SlackAnswers.garbage("an answer that is not Slack's");
        }
    }

    private static ChatPostMessageRequest request(AlertMessage message, String recipient) {
        SlackMessage words = SlackMessage.of(message.alert());
        return ChatPostMessageRequest.builder()
                .channel(recipient)
                .text(words.text())
                .blocks(words.blocks())
                .unfurlLinks(false)
                .unfurlMedia(false)
                .build();
    }

    private static DeliveryResult resultOf(ChatPostMessageResponse response, String recipient) {
        if (response.isOk()) {
            return new DeliveryResult.Delivered(response.getChannel() + "/" + response.getTs());
        }
        return SlackAnswers.notOk(response.getError(), recipient, retryAfter(response.getHttpResponseHeaders()));
    }

    private static @Nullable String retryAfter(@Nullable Map<String, List<String>> headers) {
        if (headers == null) {
            return null;
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if ("Retry-After".equalsIgnoreCase(header.getKey())
                    && !header.getValue().isEmpty()) {
                return header.getValue().get(0);
            }
        }
        return null;
    }
}
