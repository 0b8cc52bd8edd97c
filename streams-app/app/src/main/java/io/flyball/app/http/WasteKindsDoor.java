package io.flyball.app.http;

import com.linecorp.armeria.server.ServerBuilder;

/** {@code GET /v1/waste-kinds}: the kinds of waste that spend names, each with the words for people. */
final class WasteKindsDoor {

    /** Adds the door. */
    void bind(ServerBuilder server) {
        server.route().get("/v1/waste-kinds").build((ctx, request) -> Answers.json(ViewJson.wasteKinds()));
    }
}
