package io.flyball.ingest.litellm;

import static io.flyball.ingest.litellm.LiteLlmPaths.CUSTOM_HEADERS;
import static io.flyball.ingest.litellm.LiteLlmPaths.METADATA;

import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.LeafReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a payload or a row concerns, under the names of a payload: a row says in columns what a payload says in its
 * metadata. A session is only what a client calls one; LiteLLM's own trace id, which is another for every request that
 * brings none, names the task.
 */
final class LiteLlmIdentity implements Attributes {
    /** Of its own accord a client says in which session it is, not whose money it spends. */
    private static final Set<String> NOT_FOR_CLIENTS = Set.of("x-flyball-user", "x-flyball-key", "x-flyball-team");

    /** Claude Code's own user id names an installation and a session. */
    private static final Pattern CLAUDE_CODE_USER =
            Pattern.compile("user_[0-9a-f]{16,128}_account_[0-9a-f-]{0,64}_session_([0-9a-f-]{8,64})");

    private static final Pattern CLAUDE_CODE_JSON =
            Pattern.compile("\\{.{0,400}\"session_id\":\\s?\"([0-9a-f-]{8,64})\".{0,400}}");

    private static final Map<String, String> AGENTS = Map.of(
            "claude-cli", "claude-code",
            "codex_cli_rs", "codex",
            "codex_exec", "codex",
            "geminicli", "gemini-cli",
            "opencode", "opencode");

    /** Columns of a row, and older places, beside the field of a payload that they stand for. */
    private static final Map<String, List<String>> ALSO = Map.of(
            METADATA + "user_api_key_user_id",
            List.of("user"),
            METADATA + "user_api_key_team_id",
            List.of("team_id", METADATA + "team_id"),
            METADATA + "user_api_key_team_alias",
            List.of(METADATA + "team_alias"),
            METADATA + "user_api_key_org_id",
            List.of("organization_id"),
            "gen_ai.agent.id",
            List.of("agent_id"));

    private final LeafReader fields;
    private final List<String> tags;
    private final boolean row;

    /** @param row whether it is a row of the spend logs, whose session is a trace */
    LiteLlmIdentity(LeafReader fields, List<String> tags, boolean row) {
        this.fields = fields;
        this.tags = tags;
        this.row = row;
    }

    @Override
    public @Nullable String text(String name) {
        return switch (name) {
            case METADATA + "user_api_key_hash" -> key();
            case METADATA + "user_api_key_end_user_id" -> endUser();
            case "session.id" -> session();
            case "task.id" -> nullIfEmpty(row ? fields.text("session_id") : fields.text("trace_id"));
            case "agent.name" -> agent();
            case "cost.center" -> costCenter();
            default -> name.startsWith("x-") ? header(name) : other(name);
        };
    }

    private @Nullable String other(String name) {
        String own = fields.textOrNull(name);
        if (own != null) {
            return own;
        }
        return nullIfEmpty(fields.text(ALSO.getOrDefault(name, List.of()).toArray(String[]::new)));
    }

    private @Nullable String header(String name) {
        return NOT_FOR_CLIENTS.contains(name) ? null : fields.textOrNull(CUSTOM_HEADERS + name);
    }

    /** Its hash alone: where a proxy reports the key itself, the call has no key. */
    private @Nullable String key() {
        String key = fields.text(METADATA + "user_api_key_hash", "api_key", METADATA + "user_api_key");
        return key.startsWith("sk-") ? null : nullIfEmpty(key);
    }

    private @Nullable String endUser() {
        String endUser = fields.text(METADATA + "user_api_key_end_user_id", "end_user");
        return endUser.isEmpty() || claudeCodeSession(endUser) != null ? null : endUser;
    }

    private @Nullable String session() {
        String named = row ? "" : fields.text("session_id");
        if (named.isEmpty()) {
            named = fields.text(METADATA + "requester_metadata.session_id");
        }
        if (!named.isEmpty()) {
            return named;
        }
        String ofRequest = claudeCodeSession(fields.text(METADATA + "requester_metadata.user_id"));
        return ofRequest != null
                ? ofRequest
                : claudeCodeSession(fields.text(METADATA + "user_api_key_end_user_id", "end_user"));
    }

    private static @Nullable String claudeCodeSession(String userId) {
        Matcher plain = CLAUDE_CODE_USER.matcher(userId);
        if (plain.matches()) {
            return plain.group(1);
        }
        Matcher json = CLAUDE_CODE_JSON.matcher(userId);
        return json.matches() ? json.group(1) : null;
    }

    /** The agents we know by their user agent; others are programs of all kinds. */
    private @Nullable String agent() {
        String userAgent = fields.text(METADATA + "user_agent", "user_agent");
        if (userAgent.isEmpty()) {
            userAgent = tag("User-Agent");
        }
        int end = 0;
        while (end < userAgent.length() && userAgent.charAt(end) != '/' && userAgent.charAt(end) != ' ') {
            end++;
        }
        return AGENTS.get(userAgent.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private @Nullable String costCenter() {
        String named = tag("cost_center");
        return nullIfEmpty(named.isEmpty() ? tag("cost-center") : named);
    }

    private String tag(String name) {
        for (String tag : tags) {
            if (tag.startsWith(name) && tag.startsWith(":", name.length())) {
                return tag.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
