package io.flyball.app.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;

/** Responses all doors share: JSON that is not to be cached, and refusals in one sentence. */
final class Answers {
    private Answers() {}

    static HttpResponse json(String body) {
        return json(HttpStatus.OK, body);
    }

    static HttpResponse json(HttpStatus status, String body) {
        return HttpResponse.of(jsonHeaders(status), HttpData.ofUtf8(body));
    }

    /** One sentence with the name, the value and the mend, as {@code {"error": "..."}}. */
    static HttpResponse refusal(HttpStatus status, String sentence) {
        return json(status, ViewJson.error(sentence));
    }

    static ResponseHeaders jsonHeaders(HttpStatus status) {
        return ResponseHeaders.builder(status)
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .build();
    }
}
