package io.flyball.sidecar;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleSignal;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** {@code GET /v1/throttle}, the signals in force by scope, and {@code GET /v1/throttle/{scope}}, from the topic. */
final class ThrottleDoor {
    private final Gate gate;
    private final LongSupplier nowMs;

    ThrottleDoor(Gate gate, LongSupplier nowMs) {
        this.gate = gate;
        this.nowMs = nowMs;
    }

    void bind(ServerBuilder server) {
        server.route().get("/v1/throttle").build((ctx, request) -> all());
        server.route()
                .get("/v1/throttle/{scope}")
                .build((ctx, request) -> one(Objects.requireNonNull(ctx.pathParam("scope"))));
    }

    private HttpResponse all() {
        String array = gate.table().inForce(nowMs.getAsLong()).stream()
                .map(DecisionJson::signal)
                .collect(Collectors.joining(",", "[", "]"));
        return Answers.json(HttpStatus.OK, array, Answers.staleness(gate));
    }

    private HttpResponse one(String scope) {
        ThrottleSignal signal = gate.table().lookup(scope, nowMs.getAsLong());
        Map<String, String> headers = Answers.staleness(gate);
        return signal != null
                ? Answers.json(HttpStatus.OK, DecisionJson.signal(signal), headers)
                : Answers.json(
                        HttpStatus.NOT_FOUND,
                        DecisionJson.error("No throttle signal is in force for the scope \"" + scope
                                + "\": let its traffic through, or list all with GET /v1/throttle."),
                        headers);
    }
}
