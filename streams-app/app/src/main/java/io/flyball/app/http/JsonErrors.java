package io.flyball.app.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/** Errors that no door answered itself, such as an unknown path: one sentence of JSON, and nothing of the inside. */
public final class JsonErrors implements ServerErrorHandler {
    private static final int LONGEST_PATH_SHOWN = 200;
    private static final int RETRY_AFTER_SECONDS = 1;

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        return null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        String body = ViewJson.error(sentence(status, headers));
        ResponseHeaders plain = Answers.jsonHeaders(status);
        ResponseHeaders answer = status.equals(HttpStatus.SERVICE_UNAVAILABLE)
                ? plain.toBuilder()
                        .setInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .build()
                : plain;
        return AggregatedHttpResponse.of(answer, HttpData.ofUtf8(body));
    }

    private static String sentence(HttpStatus status, @Nullable RequestHeaders headers) {
        String method = headers == null ? "the request" : headers.method().name();
        String path = headers == null ? "" : shortened(headers.path());
        return switch (status.code()) {
            case 404 ->
                "Nothing is at the path \"" + path + "\": the page is at /, spend at /v1/spend, findings at"
                        + " /v1/findings, signals at /v1/throttle and events at /v1/events; usage is posted to /v1/usage,"
                        + " /v1/logs, /v1/traces, /v1/litellm or /api/v1/events, and gateways ask /v1/check.";
            case 405 ->
                "The method " + method + " is not answered at the path \"" + path
                        + "\": figures are read with GET, usage is sent with POST.";
            case 503 -> "This process is being stopped or does not keep up: send the same again in a second.";
            default ->
                "The request to \"" + path + "\" ended with status " + status.code() + " (" + status.reasonPhrase()
                        + "): the log of the application says why.";
        };
    }

    private static String shortened(String path) {
        return path.length() <= LONGEST_PATH_SHOWN ? path : path.substring(0, LONGEST_PATH_SHOWN) + "...";
    }
}
