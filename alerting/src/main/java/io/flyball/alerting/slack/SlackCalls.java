package io.flyball.alerting.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import io.flyball.alerting.cases.DeliveryResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of the Web API whose outcome is a value, whatever comes back. */
final class SlackCalls {
    private SlackCalls() {}

    /** One call by the SDK. */
    interface Call<T> {
        T call() throws IOException, SlackApiException;
    }

    /**
     * What came back: a response that says ok, or what that means for the delivery.
     *
     * @param error Slack's word, empty where it gave none
     */
    record Outcome<T>(@Nullable T response, @Nullable DeliveryResult failure, String error) {
        static <T> Outcome<T> failed(DeliveryResult failure, String error) {
            return new Outcome<>(null, failure, error);
        }
    }

    /**
     * Calls.
     *
     * @param about whom or what it is about, for refusals
     */
    static <T extends SlackApiTextResponse> Outcome<T> call(Call<T> call, String about) {
        try {
            T response = call.call();
            if (response.isOk()) {
                return new Outcome<>(response, null, "");
            }
            String error = response.getError();
            return Outcome.failed(
                    SlackAnswers.notOk(error, about, retryAfter(response.getHttpResponseHeaders())),
                    error == null ? "" : error);
        } catch (SlackApiException e) {
            String body = e.getResponseBody() == null ? "" : e.getResponseBody();
            return Outcome.failed(
                    SlackAnswers.badStatus(
                            e.getResponse().code(), body, e.getResponse().header("Retry-After")),
                    "");
        } catch (IOException e) {
            return Outcome.failed(SlackAnswers.noAnswer(e), "");
        } catch (RuntimeException e) {
            // The SDK meets a body that is not Slack's with whatever comes: JsonParseException, NullPointerException.
            return Outcome.failed(SlackAnswers.garbage("an answer that is not Slack's"), "");
        }
    }

    static @Nullable String retryAfter(@Nullable Map<String, List<String>> headers) {
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
