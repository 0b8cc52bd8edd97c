package io.flyball.app.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /livez} and {@code /readyz}: 200, or 503 with the sentence that says why not. An instance that restores its
 * state is alive and not ready.
 */
public final class HealthDoor {
    private final Supplier<Optional<String>> whyNotAlive;
    private final Supplier<Optional<String>> whyNotReady;

    /**
     * @param whyNotAlive a sentence where only a restart helps; empty while alive
     * @param whyNotReady a sentence where requests should wait; empty when ready
     */
    public HealthDoor(Supplier<Optional<String>> whyNotAlive, Supplier<Optional<String>> whyNotReady) {
        this.whyNotAlive = whyNotAlive;
        this.whyNotReady = whyNotReady;
    }

    /** Adds the two doors. */
    public void bind(ServerBuilder server) {
        server.route().get("/livez").build((ctx, request) -> answer(whyNotAlive));
        server.route().get("/readyz").build((ctx, request) -> answer(whyNotReady));
    }

    private static HttpResponse answer(Supplier<Optional<String>> whyNot) {
        return whyNot.get()
                .map(sentence -> Answers.refusal(HttpStatus.SERVICE_UNAVAILABLE, sentence))
                .orElseGet(() -> Answers.json(ViewJson.status("ok")));
    }
}
