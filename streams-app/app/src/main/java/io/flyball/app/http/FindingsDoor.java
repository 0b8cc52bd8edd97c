package io.flyball.app.http;

import com.linecorp.armeria.server.ServerBuilder;

/** {@code GET /v1/findings}: an array, the latest change first, closed ones included while they are remembered. */
public final class FindingsDoor {
    private final LiveView view;

    public FindingsDoor(LiveView view) {
        this.view = view;
    }

    /** Adds the door. */
    public void bind(ServerBuilder server) {
        server.route().get("/v1/findings").build((ctx, request) -> Answers.json(ViewJson.array(view.findingsJson())));
    }
}
