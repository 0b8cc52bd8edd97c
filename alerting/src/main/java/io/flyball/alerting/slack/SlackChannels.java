package io.flyball.alerting.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.ResponseMetadata;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.Told;
import io.flyball.alerting.slack.SlackPeople.Found;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids of channels that people call by name: a message is posted by name or id, and found and changed by id alone. Learned
 * from answers and from what is remembered; asked for where it is needed first. Thread-safe.
 */
final class SlackChannels {
    private static final Logger LOG = LoggerFactory.getLogger(SlackChannels.class);

    private static final int PAGE = 999;
    private static final int MOST_PAGES = 200;
    private static final int MOST_REMEMBERED = 100_000;

    private final MethodsClient methods;
    private final SlackRests rests;
    private final Map<String, String> idByName = new ConcurrentHashMap<>();
    private volatile boolean mayNotList;

    SlackChannels(MethodsClient methods, SlackRests rests) {
        this.methods = methods;
        this.rests = rests;
    }

    /** Takes in where messages of these cases were posted, by this process or before it. */
    void learn(Delivery delivery) {
        String bot = delivery.place().channel();
        if (delivery instanceof Telling telling) {
            telling.of().told().forEach(told -> learn(told, bot));
        } else {
            ((Digest) delivery).cases().forEach(of -> of.told().forEach(told -> learn(told, bot)));
        }
    }

    private void learn(Told told, String bot) {
        String name = told.place().recipient();
        int end = told.reference().indexOf('/');
        // What is remembered may be older than the channel that has the name now.
        if (told.place().channel().equals(bot) && end > 0 && !idByName.containsKey(key(name))) {
            learn(name, told.reference().substring(0, end));
        }
    }

    /** Takes in that a channel of a name has an id; nothing where it is no channel's name. */
    void learn(String name, String id) {
        boolean aName = !name.isBlank() && !name.contains("@") && !isId(name) && !SlackBotChannel.isUser(name);
        if (aName && isId(id) && idByName.size() < MOST_REMEMBERED) {
            idByName.put(key(name), id);
        }
    }

    /** The channel of a name or id; an empty id: there is none that the bot sees, or it may not ask. */
    Found find(String nameOrId) {
        if (isId(nameOrId)) {
            return new Found(nameOrId, null);
        }
        String known = idByName.get(key(nameOrId));
        return known == null && !mayNotList ? list(nameOrId) : new Found(known == null ? "" : known, null);
    }

    private Found list(String name) {
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = cursor;
            SlackCalls.Outcome<ConversationsListResponse> outcome = rests.call(
                    "conversations.list",
                    () -> methods.conversationsList(
                            r -> r.types(List.of(ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL))
                                    .excludeArchived(true)
                                    .limit(PAGE)
                                    .cursor(from)),
                    name);
            ConversationsListResponse response = outcome.response();
            if (response == null) {
                return failed(outcome);
            }
            List<Conversation> channels = response.getChannels() == null ? List.of() : response.getChannels();
            channels.forEach(channel -> learn(channel.getName(), channel.getId()));
            String known = idByName.get(key(name));
            cursor = nextCursor(response);
            if (known != null || cursor.isEmpty()) {
                return new Found(known == null ? "" : known, null);
            }
        }
        return new Found("", null);
    }

    private static String nextCursor(ConversationsListResponse response) {
        ResponseMetadata metadata = response.getResponseMetadata();
        return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
    }

    /** Without the right to ask a message that may be there is posted anew: it may be there twice, but is never missing. */
    private Found failed(SlackCalls.Outcome<ConversationsListResponse> outcome) {
        if (outcome.failure() instanceof DeliveryResult.RetryLater) {
            return new Found("", outcome.failure());
        }
        if (outcome.error().equals("missing_scope")) {
            mayNotList = true;
            LOG.warn("Slack does not tell the bot which id a channel's name has (missing_scope): after a crash an alert"
                    + " may be posted twice; give the app channels:read and groups:read, or name channels by their"
                    + " ids");
        }
        return new Found("", null);
    }

    private static boolean isId(String text) {
        return text.matches("[CGD][A-Z0-9]+");
    }

    private static String key(String name) {
        return (name.startsWith("#") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
    }
}
