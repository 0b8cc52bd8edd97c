package io.flyball.alerting.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.words.Mrkdwn;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bot that posts one message for a case by {@code chat.postMessage}, changes it by {@code chat.update} and threads what
 * is news; a direct message where the recipient is a user or an e-mail address, else to a channel. Slack allows about one
 * message a second and channel; where it says 429 its Retry-After is handed on.
 */
public final class SlackBotChannel implements AlertChannel {
    /** Its name in places. */
    public static final String NAME = "slack-bot";

    private static final int NEWS_CHARS = 3_000;
    /** A message that cannot be changed any more is posted anew. */
    private static final Set<String> GONE = Set.of(
            "message_not_found",
            "cant_update_message",
            "edit_window_closed",
            "is_inactive",
            "thread_not_found",
            "update_failed");

    private final MethodsClient methods;
    private final SlackSettings settings;
    private final SlackRests rests = new SlackRests();
    private final SlackPeople people;
    private final SlackChannels channels;
    private final SlackHistory history;
    private final SlackCharts charts;

    /**
     * @param slack from {@link SlackConnection#open}; its owner closes it
     * @param token a bot token with the scopes of docs/alerting.md; kept, never logged
     */
    public SlackBotChannel(Slack slack, String token, SlackSettings settings, ChartSource charts) {
        this.methods = slack.methods(SlackConnection.checkedToken(token));
        this.settings = settings;
        this.people = new SlackPeople(methods, rests);
        this.channels = new SlackChannels(methods, rests);
        this.history = new SlackHistory(methods, rests);
        this.charts = new SlackCharts(slack, methods, rests, charts);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        String recipient = delivery.place().recipient();
        String to = recipient.isBlank() ? settings.defaultChannel() : recipient;
        if (to.isBlank()) {
            return new Refused("Nobody is named to be told: set a Slack id in the directory or a default channel.");
        }
        if (to.contains("@")) {
            SlackPeople.Found found = people.userOf(to);
            if (found.failure() != null) {
                return found.failure();
            }
            to = found.id();
        }
        channels.learn(delivery);
        return delivery instanceof Telling telling
                        && !telling.told().reference().isEmpty()
                ? change(telling, telling.told().reference(), to)
                : firstOf(delivery, to);
    }

    private DeliveryResult firstOf(Delivery delivery, String to) {
        if (delivery.mayBeThere()) {
            SlackPeople.Found where = conversationWith(to);
            SlackHistory.Sought sought = where.failure() != null || where.id().isEmpty()
                    ? SlackHistory.Sought.notAt(where.failure())
                    : history.message(where.id(), delivery.id());
            if (sought.failure() != null) {
                return sought.failure();
            }
            if (sought.ts() != null) {
                String reference = where.id() + "/" + sought.ts();
                // It shows what was so when it was posted.
                return delivery instanceof Telling telling ? change(telling, reference, to) : new Delivered(reference);
            }
        }
        return post(delivery, to);
    }

    private SlackPeople.Found conversationWith(String to) {
        return isUser(to) ? people.directWith(to) : channels.find(to);
    }

    static boolean isUser(String id) {
        return id.matches("[UW][A-Z0-9]+");
    }

    private DeliveryResult post(Delivery delivery, String to) {
        SlackMessage words = SlackMessage.of(delivery, settings.pageUrl(), settings.answers());
        SlackCalls.Outcome<ChatPostMessageResponse> outcome = SlackCalls.call(
                () -> methods.chatPostMessage(r -> r.channel(to)
                        .text(words.text())
                        .blocks(words.blocks())
                        .metadata(SlackHistory.metadata(delivery.id()))
                        .unfurlLinks(false)
                        .unfurlMedia(false)),
                to);
        ChatPostMessageResponse response = outcome.response();
        if (response == null) {
            return Objects.requireNonNull(outcome.failure());
        }
        channels.learn(to, response.getChannel());
        if (delivery instanceof Telling telling && telling.told().askId().isEmpty()) {
            charts.attach(telling.of(), response.getChannel(), response.getTs());
        }
        return new Delivered(response.getChannel() + "/" + response.getTs());
    }

    private DeliveryResult change(Telling telling, String reference, String to) {
        String[] where = reference.split("/", 2);
        if (where.length != 2) {
            return post(telling, to);
        }
        SlackMessage words = SlackMessage.of(telling, settings.pageUrl(), settings.answers());
        var outcome = rests.call(
                "chat.update",
                () -> methods.chatUpdate(
                        r -> r.channel(where[0]).ts(where[1]).text(words.text()).blocks(words.blocks())),
                to);
        if (outcome.response() == null) {
            return GONE.contains(outcome.error()) ? post(telling, to) : Objects.requireNonNull(outcome.failure());
        }
        DeliveryResult failure = telling.news().isEmpty() ? null : thread(telling, where[0], where[1]);
        return failure == null ? new Delivered(reference) : failure;
    }

    /** Says what is news in the thread, once; answers with what stands against it. */
    private @Nullable DeliveryResult thread(Telling telling, String channel, String ts) {
        String id = telling.id() + "#" + telling.of().news().textRevision();
        if (telling.mayBeThere()) {
            SlackHistory.Sought sought = history.reply(channel, ts, id);
            if (sought.failure() != null || sought.ts() != null) {
                return sought.failure();
            }
        }
        return SlackCalls.call(
                        () -> methods.chatPostMessage(r -> r.channel(channel)
                                .threadTs(ts)
                                .text(Mrkdwn.escape(telling.news(), NEWS_CHARS))
                                .metadata(SlackHistory.metadata(id))
                                .unfurlLinks(false)
                                .unfurlMedia(false)),
                        channel)
                .failure();
    }
}
