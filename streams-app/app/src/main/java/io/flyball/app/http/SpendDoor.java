package io.flyball.app.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * {@code GET /v1/spend/{scope}} and {@code GET /v1/spend?dimension=user}, the latter with {@code &trend=3d} where the
 * development of a window is wanted. Lists are by name and have no other order: spend is not a score.
 */
public final class SpendDoor {
    private final LiveView view;

    public SpendDoor(LiveView view) {
        this.view = view;
    }

    /** Adds the two doors. */
    public void bind(ServerBuilder server) {
        server.route().get("/v1/spend").build((ctx, request) -> list(ctx));
        server.route().get("/v1/spend/{scope}").build((ctx, request) -> one(ctx));
    }

    private HttpResponse one(ServiceRequestContext ctx) {
        String text = Objects.requireNonNull(ctx.pathParam("scope"));
        Scope scope;
        try {
            scope = Scope.parse(text);
        } catch (IllegalArgumentException e) {
            return Answers.refusal(
                    HttpStatus.BAD_REQUEST,
                    "The scope \"" + text
                            + "\" is not dimension:id: write for example /v1/spend/team:payments, with the"
                            + " id percent-encoded.");
        }
        return view.spendJson(scope)
                .map(Answers::json)
                .orElseGet(() -> Answers.refusal(
                        HttpStatus.NOT_FOUND,
                        "No spend is known for the scope \"" + scope + "\": GET /v1/spend?dimension="
                                + scope.dimension().wireName() + " lists those that are."));
    }

    private HttpResponse list(ServiceRequestContext ctx) {
        String name = ctx.queryParams().get("dimension", "");
        Dimension dimension = Dimension.ofWireName(name);
        if (dimension == null) {
            return Answers.refusal(
                    HttpStatus.BAD_REQUEST,
                    "The dimension \"" + name + "\" is not known: write ?dimension= with one of " + dimensions() + ".");
        }
        String window = ctx.queryParams().get("trend");
        if (window == null) {
            return Answers.json(ViewJson.array(view.spendJson(dimension)));
        }
        if (Window.ofWireName(window) == null) {
            return Answers.refusal(
                    HttpStatus.BAD_REQUEST,
                    "The window \"" + window + "\" is not known: write &trend= with one of " + windows() + ".");
        }
        return Answers.json(ViewJson.array(view.spendJsonWithTrend(dimension, window)));
    }

    private static String windows() {
        return Arrays.stream(Window.values()).map(Window::wireName).collect(Collectors.joining(", "));
    }

    private static String dimensions() {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension != Dimension.SOURCE)
                .map(Dimension::wireName)
                .collect(Collectors.joining(", "));
    }
}
