package io.flyball.alerting.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.methods.response.users.UsersLookupByEmailResponse;
import io.flyball.alerting.cases.DeliveryResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is who in Slack; what was found is remembered as long as the process lives. Thread-safe. */
final class SlackPeople {
    private static final int MOST_REMEMBERED = 100_000;

    private final MethodsClient methods;
    private final SlackRests rests;
    private final Map<String, String> userByEmail = new ConcurrentHashMap<>();
    private final Map<String, String> emailByUser = new ConcurrentHashMap<>();
    private final Map<String, String> directByUser = new ConcurrentHashMap<>();

    SlackPeople(MethodsClient methods) {
        this(methods, new SlackRests());
    }

    SlackPeople(MethodsClient methods, SlackRests rests) {
        this.methods = methods;
        this.rests = rests;
    }

    /**
     * An id or an address, or why there is none.
     *
     * @param failure null where there is one
     */
    record Found(String id, @Nullable DeliveryResult failure) {}

    /** The user with an e-mail address. */
    Found userOf(String email) {
        String known = userByEmail.get(email);
        if (known != null) {
            return new Found(known, null);
        }
        SlackCalls.Outcome<UsersLookupByEmailResponse> outcome =
                rests.call("users.lookupByEmail", () -> methods.usersLookupByEmail(r -> r.email(email)), email);
        if (outcome.response() == null) {
            return new Found("", forAll(outcome.failure()));
        }
        return new Found(
                remember(userByEmail, email, outcome.response().getUser().getId()), null);
    }

    /** The conversation with a user, in which direct messages stand. */
    Found directWith(String userId) {
        String known = directByUser.get(userId);
        if (known != null) {
            return new Found(known, null);
        }
        SlackCalls.Outcome<ConversationsOpenResponse> outcome = rests.call(
                "conversations.open", () -> methods.conversationsOpen(r -> r.users(List.of(userId))), userId);
        if (outcome.response() == null) {
            return new Found("", forAll(outcome.failure()));
        }
        return new Found(
                remember(directByUser, userId, outcome.response().getChannel().getId()), null);
    }

    /** The e-mail address of a user in lower case; empty where they have none that Slack shows. */
    Found emailOf(String userId) {
        String known = emailByUser.get(userId);
        if (known != null) {
            return new Found(known, null);
        }
        SlackCalls.Outcome<UsersInfoResponse> outcome =
                rests.call("users.info", () -> methods.usersInfo(r -> r.user(userId)), userId);
        UsersInfoResponse response = outcome.response();
        if (response == null) {
            return new Found("", forAll(outcome.failure()));
        }
        String email = response.getUser() == null
                        || response.getUser().isDeleted()
                        || response.getUser().getProfile() == null
                ? null
                : response.getUser().getProfile().getEmail();
        if (email == null || email.isBlank()) {
            return new Found("", null);
        }
        return new Found(remember(emailByUser, userId, email.strip().toLowerCase(Locale.ROOT)), null);
    }

    private static String remember(Map<String, String> known, String key, String value) {
        if (known.size() < MOST_REMEMBERED) {
            known.put(key, value);
        }
        return value;
    }

    /** These methods are limited for the whole workspace. */
    private static @Nullable DeliveryResult forAll(@Nullable DeliveryResult failure) {
        return failure instanceof DeliveryResult.RetryLater later && later.afterMs() > 0
                ? new DeliveryResult.RetryLater(later.afterMs(), later.why(), false, true)
                : failure;
    }
}
