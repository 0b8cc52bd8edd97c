package io.flyball.actuators.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spend limits as Anthropic's Admin API and a Claude apps gateway have them: members inherit a limit or have one of their
 * own, amounts are texts in cents, only limits of users can be set, and what is removed is inherited again.
 */
public final class FakeAnthropic extends FakeVendor {
    private static final String PATH = "/v1/organizations/spend_limits";
    private static final String ID_PREFIX = "spl_";

    private final Map<String, Member> members = new LinkedHashMap<>();

    private static final class Member {
        private final @Nullable String inherited;
        private String spent;
        private boolean own;
        private @Nullable String amount;

        private Member(@Nullable String inherited, String spent) {
            this.inherited = inherited;
            this.spent = spent;
        }
    }

    /** Makes a member known that inherits a limit, or none where it is null. */
    public synchronized void inherits(String user, @Nullable String amount, String spent) {
        members.put(user, new Member(amount, spent));
    }

    /** Gives a member a limit of its own, or an explicit freedom from any where it is null. */
    public synchronized void owns(String user, @Nullable String amount) {
        Member member = member(user);
        member.own = true;
        member.amount = amount;
    }

    /** What the period has cost so far. */
    public synchronized void spent(String user, String cents) {
        member(user).spent = cents;
    }

    /** Whether a member has a limit of its own. */
    public synchronized boolean hasOwn(String user) {
        return member(user).own;
    }

    private Member member(String user) {
        Member member = members.get(user);
        if (member == null) {
            throw new IllegalArgumentException("No member " + user);
        }
        return member;
    }

    @Override
    protected Response answer(Request request) {
        if (!KEY.equals(request.headers().get("x-api-key"))) {
            return error(UNAUTHORIZED, "authentication_error", "invalid x-api-key");
        }
        if (!"2023-06-01".equals(request.headers().get("anthropic-version"))) {
            return error(BAD_REQUEST, "invalid_request_error", "anthropic-version: header is required");
        }
        if (request.method().equals("GET") && request.path().equals(PATH + "/effective")) {
            return effective(request);
        }
        if (request.method().equals("POST") && request.path().equals(PATH)) {
            return set(request);
        }
        if (request.method().equals("DELETE") && request.path().startsWith(PATH + "/" + ID_PREFIX)) {
            return remove(request.path().substring((PATH + "/" + ID_PREFIX).length()));
        }
        return error(NOT_FOUND, "not_found_error", "Not found");
    }

    private Response effective(Request request) {
        if (!Set.of("user_ids[]", "period[]", "limit", "page")
                .containsAll(request.query().keySet())) {
            return error(BAD_REQUEST, "invalid_request_error", "unknown parameter");
        }
        List<String> users = request.query().getOrDefault("user_ids[]", List.copyOf(members.keySet()));
        List<ObjectNode> rows = new ArrayList<>();
        for (String user : users) {
            Member member = members.get(user);
            if (member != null
                    && request.query()
                            .getOrDefault("period[]", List.of("monthly"))
                            .contains("monthly")) {
                rows.add(row(user, member));
            }
        }
        ObjectNode page = object("data", rows);
        page.putNull("next_page");
        return new Response(OK, page.toString());
    }

    private static ObjectNode row(String user, Member member) {
        ObjectNode row =
                object("scope", Map.of("type", "user", "user_id", user), "currency", "USD", "period", "monthly");
        row.put("amount", member.own ? member.amount : member.inherited);
        row.put("period_to_date_spend", member.spent);
        row.set("source", member.own ? object("type", "user", "user_id", user) : object("type", "seat_tier"));
        row.put("spend_limit_id", ID_PREFIX + (member.own ? user : "seat"));
        return row;
    }

    private Response set(Request request) {
        ObjectNode body = request.object(List.of("scope", "amount", "period"));
        JsonNode scope = body == null ? null : body.get("scope");
        JsonNode amount = body == null ? null : body.get("amount");
        if (body == null
                || scope == null
                || amount == null
                || !scope.path("type").asText().equals("user")) {
            return error(BAD_REQUEST, "invalid_request_error", "scope and amount are required");
        }
        boolean whole = amount.isTextual() && amount.textValue().matches("0|[1-9][0-9]*");
        if (!whole && !amount.isNull()
                || !body.path("period").asText("monthly").equals("monthly")
                || !"application/json".equals(request.headers().get("content-type"))) {
            return error(BAD_REQUEST, "invalid_request_error", "amount must be an integer decimal string");
        }
        String user = scope.path("user_id").asText();
        if (!members.containsKey(user)) {
            return error(NOT_FOUND, "not_found_error", "user not found");
        }
        owns(user, amount.isNull() ? null : amount.textValue());
        ObjectNode limit = object("type", "spend_limit", "id", ID_PREFIX + user, "scope", scope, "period", "monthly");
        limit.set("amount", amount);
        return new Response(OK, limit.toString());
    }

    private Response remove(String user) {
        Member member = members.get(user);
        if (member == null || !member.own) {
            return error(NOT_FOUND, "not_found_error", "spend limit not found");
        }
        member.own = false;
        member.amount = null;
        return new Response(
                OK,
                object("type", "spend_limit_deleted", "id", ID_PREFIX + user).toString());
    }

    private static Response error(int status, String type, String message) {
        return new Response(
                status,
                object("type", "error", "error", Map.of("type", type, "message", message), "request_id", "req_1")
                        .toString());
    }
}
