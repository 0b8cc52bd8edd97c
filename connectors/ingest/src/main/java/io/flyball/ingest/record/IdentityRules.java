package io.flyball.ingest.record;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which attributes say whom a call concerns; of each list the first that has a value wins. The defaults are what agents,
 * gateways and the semantic conventions really use.
 */
public record IdentityRules(
        List<String> user,
        List<String> key,
        List<String> team,
        List<String> agent,
        List<String> session,
        List<String> task,
        List<String> org,
        List<String> costCenter) {

    public static final IdentityRules DEFAULT = new IdentityRules(
            List.of(
                    "user.email",
                    "user.account_id",
                    "user.id",
                    "enduser.id",
                    "llm.user",
                    "langfuse.user.id",
                    "metadata.user_api_key_user_email",
                    "metadata.user_api_key_user_id",
                    "metadata.user_api_key_end_user_id",
                    "x-flyball-user"),
            List.of("metadata.user_api_key_alias", "metadata.user_api_key_hash", "x-flyball-key"),
            List.of(
                    "team.id",
                    "team",
                    "department",
                    "cost_center",
                    "metadata.user_api_key_team_alias",
                    "metadata.user_api_key_team_id",
                    "x-flyball-team"),
            List.of("agent.name", "gen_ai.agent.name", "gen_ai.agent.id", "x-flyball-agent"),
            List.of(
                    "gen_ai.conversation.id",
                    "session.id",
                    "conversation.id",
                    "langfuse.session.id",
                    "x-claude-code-session-id",
                    "x-flyball-session"),
            List.of("prompt.id", "prompt_id", "task.id", "x-flyball-task"),
            List.of("organization.id", "metadata.user_api_key_org_id"),
            List.of("cost_center", "cost.center"));

    public IdentityRules {
        user = List.copyOf(user);
        key = List.copyOf(key);
        team = List.copyOf(team);
        agent = List.copyOf(agent);
        session = List.copyOf(session);
        task = List.copyOf(task);
        org = List.copyOf(org);
        costCenter = List.copyOf(costCenter);
    }

    /** The same with one more name each, the last, for the user and for the session. */
    public IdentityRules alsoNamed(String userName, String sessionName) {
        return new IdentityRules(
                plus(user, userName), key, team, agent, plus(session, sessionName), task, org, costCenter);
    }

    /** Whom the item concerns. */
    public Identity resolve(Attributes attributes) {
        return new Identity(
                first(attributes, user),
                first(attributes, key),
                first(attributes, team),
                first(attributes, agent),
                first(attributes, session),
                first(attributes, task),
                first(attributes, org),
                first(attributes, costCenter));
    }

    private static List<String> plus(List<String> names, String last) {
        return Stream.concat(names.stream(), Stream.of(last)).toList();
    }

    private static String first(Attributes attributes, List<String> names) {
        for (String name : names) {
            String value = attributes.text(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
