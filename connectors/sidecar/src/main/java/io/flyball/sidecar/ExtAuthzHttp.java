package io.flyball.sidecar;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.gateway.Decision;
import java.util.Map;

/**
 * {@code /ext_authz/...}, any method: what Envoy's HTTP ext_authz, Traefik's and APISIX' forward auth and nginx'
 * auth_request ask, with the headers of the request itself. 200, or 429 with the body for the client.
 */
final class ExtAuthzHttp {
    private static final String DOOR = "ext_authz_http";
    private static final String PATH = "/ext_authz";

    /** The body is not looked at. */
    private static final long ANY_LENGTH = 0;

    private final ExtAuthz extAuthz;

    ExtAuthzHttp(ExtAuthz extAuthz) {
        this.extAuthz = extAuthz;
    }

    void bind(ServerBuilder server) {
        server.route()
                .path(PATH)
                .pathPrefix(PATH)
                .maxRequestLength(ANY_LENGTH)
                .build((ctx, request) -> answer(request));
    }

    private HttpResponse answer(HttpRequest request) {
        request.abort();
        RequestHeaders headers = request.headers();
        Decision decision = extAuthz.decide(DOOR, headers::get, part -> null);
        if (decision == null || decision.isAdmitted() && decision.delayMs() == 0) {
            Map<String, String> upstream = extAuthz.upstreamHeaders(decision);
            return HttpResponse.of(ResponseHeaders.builder(HttpStatus.OK)
                    .add(upstream.entrySet())
                    .build());
        }
        Refusal refusal = new Refusal(decision);
        Refusal.Form form = Refusal.Form.ofPath(path(headers));
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.TOO_MANY_REQUESTS)
                        .add(extAuthz.clientHeaders(decision).entrySet())
                        .set(refusal.headers().entrySet())
                        .contentType(MediaType.parse(refusal.contentType(form)))
                        .build(),
                HttpData.ofUtf8(refusal.body(form).toString()));
    }

    /** Forward auth tells the path in a header; Envoy appends it. */
    private static String path(RequestHeaders headers) {
        String forwarded = headers.get("x-forwarded-uri");
        return forwarded == null ? headers.path() : forwarded;
    }
}
