package io.flyball.app.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /livez} and {@code /readyz}: 200, or 503 with the sentence that says why not. An instance that restores its
 * state is alive and not ready.
 */
public final class HealthDoor {
    private final Supplier<Optional<String>> whyNotAlive;
    private final Supplier<Optional<String>> whyNotReady;
    private final Supplier<Map<String, String>> facts;

    /**
     * @param whyNotAlive a sentence where only a restart helps; empty while alive
     * @param whyNotReady a sentence where requests should wait; empty when ready
     * @param facts JSON values by name that a ready instance tells of itself
     */
    public HealthDoor(
            Supplier<Optional<String>> whyNotAlive,
            Supplier<Optional<String>> whyNotReady,
            Supplier<Map<String, String>> facts) {
        this.whyNotAlive = whyNotAlive;
        this.whyNotReady = whyNotReady;
        this.facts = facts;
    }

    /** Adds the two doors. */
    public void bind(ServerBuilder server) {
        server.route().get("/livez").build((ctx, request) -> answer(whyNotAlive, Map.of()));
        server.route().get("/readyz").build((ctx, request) -> answer(whyNotReady, facts.get()));
    }

    private static HttpResponse answer(Supplier<Optional<String>> whyNot, Map<String, String> facts) {
        return whyNot.get()
                .map(sentence -> Answers.refusal(HttpStatus.SERVICE_UNAVAILABLE, sentence))
                .orElseGet(() -> Answers.json(ViewJson.status("ok", facts)));
    }
}
