package io.flyball.alerting.slack;

import com.slack.api.methods.SlackApiTextResponse;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Methods of the Web API that Slack limits for a whole workspace, and how long each is left alone after a 429: also by what
 * was on its way already. Thread-safe.
 */
final class SlackRests {
    private final Map<String, Long> untilNs = new ConcurrentHashMap<>();

    /**
     * Calls, unless the method rests.
     *
     * @param method for example {@code chat.update}
     * @param about whom or what it is about, for refusals
     */
    <T extends SlackApiTextResponse> SlackCalls.Outcome<T> call(String method, SlackCalls.Call<T> call, String about) {
        long leftMs = leftMs(method);
        if (leftMs > 0) {
            return SlackCalls.Outcome.failed(
                    new RetryLater(leftMs, "Slack asked for patience with " + method + ": it is tried again."),
                    "ratelimited");
        }
        SlackCalls.Outcome<T> outcome = SlackCalls.call(call, about);
        if (outcome.failure() instanceof RetryLater later && later.afterMs() > 0) {
            untilNs.put(method, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(later.afterMs()));
        }
        return outcome;
    }

    private long leftMs(String method) {
        Long until = untilNs.get(method);
        // Rounded up, so that nobody comes a little early.
        return until == null ? 0 : TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()) + 1;
    }
}
