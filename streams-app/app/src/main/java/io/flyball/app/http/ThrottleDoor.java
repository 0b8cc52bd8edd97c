package io.flyball.app.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** {@code GET /v1/throttle}, the signals in force by scope, and {@code GET /v1/throttle/{scope}}. */
public final class ThrottleDoor {
    private final SignalSource signals;

    public ThrottleDoor(SignalSource signals) {
        this.signals = signals;
    }

    /** Adds the two doors. */
    public void bind(ServerBuilder server) {
        server.route()
                .get("/v1/throttle")
                .build((ctx, request) ->
                        Answers.json(ViewJson.array(List.copyOf(new TreeMap<>(signals.inForce()).values()))));
        server.route()
                .get("/v1/throttle/{scope}")
                .build((ctx, request) -> one(Objects.requireNonNull(ctx.pathParam("scope"))));
    }

    private HttpResponse one(String scope) {
        String signal = signals.inForce().get(scope);
        return signal != null
                ? Answers.json(signal)
                : Answers.refusal(
                        HttpStatus.NOT_FOUND,
                        "No throttle signal is in force for the scope \"" + scope
                                + "\": let its traffic through, or list all with GET /v1/throttle.");
    }
}
