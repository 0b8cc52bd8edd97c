package io.flyball.sidecar;

import io.flyball.gateway.Call;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which request headers say whom a call concerns, by name in any case; of each list the first that has a value wins. They
 * are believed: whoever may write them says who pays, so the gateway sets them itself.
 */
public record IdentityHeaders(
        List<String> user,
        List<String> team,
        List<String> org,
        List<String> agent,
        List<String> session,
        List<String> task,
        List<String> model,
        List<String> key,
        List<String> costCenter) {

    /** Our own names, and those that gateways and coding agents commonly send. */
    public static final IdentityHeaders DEFAULT = new IdentityHeaders(
            List.of("x-flyball-user", "x-user-id", "x-forwarded-user", "x-forwarded-email", "x-auth-request-user"),
            List.of("x-flyball-team", "x-team-id"),
            List.of("x-flyball-org", "x-org-id"),
            List.of("x-flyball-agent", "x-agent-id"),
            List.of("x-flyball-session", "x-claude-code-session-id", "x-session-id"),
            List.of("x-flyball-task", "x-task-id"),
            List.of("x-flyball-model", "x-ai-eg-model"),
            List.of("x-flyball-key", "x-key-id"),
            List.of("x-flyball-cost-center", "x-cost-center"));

    public IdentityHeaders {
        user = lowerCase(user);
        team = lowerCase(team);
        org = lowerCase(org);
        agent = lowerCase(agent);
        session = lowerCase(session);
        task = lowerCase(task);
        model = lowerCase(model);
        key = lowerCase(key);
        costCenter = lowerCase(costCenter);
    }

    /** As Envoy sends them. */
    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The call of a request with these headers.
     *
     * @param header the value of a header by its lower-case name, or null
     * @param given what the gateway's configuration says of a part ({@code team}) where no header does, or null
     * @throws TooLongException where an id is over {@link Call#MAX_ID_CHARS} characters
     */
    Call call(Function<String, @Nullable String> header, Function<String, @Nullable String> given)
            throws TooLongException {
        return Call.builder()
                .user(first(user, "user", header, given))
                .team(first(team, "team", header, given))
                .org(first(org, "org", header, given))
                .agent(first(agent, "agent", header, given))
                .session(first(session, "session", header, given))
                .task(first(task, "task", header, given))
                .model(first(model, "model", header, given))
                .key(first(key, "key", header, given))
                .costCenter(first(costCenter, "cost_center", header, given))
                .build();
    }

    private static @Nullable String first(
            List<String> names,
            String part,
            Function<String, @Nullable String> header,
            Function<String, @Nullable String> given)
            throws TooLongException {
        for (String name : names) {
            String value = header.apply(name);
            if (value != null && !value.isBlank()) {
                return bounded(part, value.strip());
            }
        }
        String value = given.apply(part);
        return value == null ? null : bounded(part, value);
    }

    static String bounded(String part, String value) throws TooLongException {
        if (value.length() > Call.MAX_ID_CHARS) {
            throw new TooLongException(part, value.length());
        }
        return value;
    }

    /** An id that no source reports. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLongException(String part, int chars) {
            super(
                    "The field " + part + " has " + chars + " characters: send an id of at most " + Call.MAX_ID_CHARS
                            + ".",
                    null,
                    false,
                    false);
        }
    }
}
