package io.flyball.alerting.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import io.flyball.alerting.cases.DeliveryResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a message of ours by its metadata, after its posting went unanswered or the process died meanwhile. */
final class SlackHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SlackHistory.class);

    static final String EVENT_TYPE = "flyball_alert";
    private static final String ID = "id";
    private static final int MOST_MESSAGES = 200;

    private final MethodsClient methods;
    private final SlackRests rests;
    private volatile boolean mayNotRead;
    private volatile boolean saidOutside;

    SlackHistory(MethodsClient methods, SlackRests rests) {
        this.methods = methods;
        this.rests = rests;
    }

    /**
     * What was found.
     *
     * @param ts the message; null: it is not there, or may not be looked for
     * @param failure where it is to be looked for again later
     */
    record Sought(@Nullable String ts, @Nullable DeliveryResult failure) {
        /** Nothing was found; where that is for good, it is posted anew. */
        static Sought notAt(@Nullable DeliveryResult failure) {
            return new Sought(null, failure instanceof DeliveryResult.RetryLater ? failure : null);
        }
    }

    /** What a message carries so that it can be found again. */
    static Message.Metadata metadata(String id) {
        return Message.Metadata.builder()
                .eventType(EVENT_TYPE)
                .eventPayload(Map.of(ID, id))
                .build();
    }

    /** The newest message of an id among the latest of a channel. */
    Sought message(String channel, String id) {
        if (mayNotRead) {
            return new Sought(null, null);
        }
        SlackCalls.Outcome<ConversationsHistoryResponse> outcome = rests.call(
                "conversations.history",
                () -> methods.conversationsHistory(
                        r -> r.channel(channel).limit(MOST_MESSAGES).includeAllMetadata(true)),
                channel);
        ConversationsHistoryResponse response = outcome.response();
        return response == null
                ? failed(outcome.failure(), outcome.error(), channel)
                : among(response.getMessages(), id);
    }

    /** The newest reply of an id in a thread. */
    Sought reply(String channel, String threadTs, String id) {
        if (mayNotRead) {
            return new Sought(null, null);
        }
        SlackCalls.Outcome<ConversationsRepliesResponse> outcome = rests.call(
                "conversations.replies",
                () -> methods.conversationsReplies(r ->
                        r.channel(channel).ts(threadTs).limit(MOST_MESSAGES).includeAllMetadata(true)),
                channel);
        ConversationsRepliesResponse response = outcome.response();
        return response == null
                ? failed(outcome.failure(), outcome.error(), channel)
                : among(response.getMessages(), id);
    }

    /** Without the right to read it posts anew: a message may then be there twice, but is never missing. */
    private Sought failed(@Nullable DeliveryResult failure, String error, String channel) {
        if (error.equals("missing_scope")) {
            mayNotRead = true;
            LOG.warn("Slack does not let the bot read messages back (missing_scope): after a crash an alert may be"
                    + " posted twice; give the app channels:history, groups:history and im:history");
            return new Sought(null, null);
        }
        if (error.equals("not_in_channel") && !saidOutside) {
            saidOutside = true;
            LOG.warn(
                    "The bot is not in {}, so Slack does not let it read its messages back: after a crash an alert may"
                            + " be posted twice there; invite it",
                    channel);
        }
        return Sought.notAt(failure);
    }

    private static Sought among(@Nullable List<Message> messages, String id) {
        if (messages != null) {
            for (Message message : messages) {
                Message.Metadata metadata = message.getMetadata();
                if (metadata != null
                        && EVENT_TYPE.equals(metadata.getEventType())
                        && metadata.getEventPayload() != null
                        && Objects.equals(metadata.getEventPayload().get(ID), id)) {
                    return new Sought(message.getTs(), null);
                }
            }
        }
        return new Sought(null, null);
    }
}
