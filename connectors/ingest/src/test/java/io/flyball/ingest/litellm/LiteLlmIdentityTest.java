package io.flyball.ingest.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmIdentityTest {
    private static final String SESSION = "0b3c1d2e-4f50-4a61-8b72-9c83ad94be05";

    @Test
    void whoOwnsTheKeyPays() {
        // given
        Payload payload = Payload.small()
                .with("metadata/user_api_key_user_email", "\"ann@example.test\"")
                .with("metadata/user_api_key_alias", "\"ann-laptop\"")
                .with("metadata/user_api_key_hash", "\"91ddd6\"")
                .with("metadata/user_api_key_team_alias", "\"Platform\"")
                .with("metadata/user_api_key_org_id", "\"example\"")
                .with("metadata/user_api_key_end_user_id", "\"customer-7\"")
                .with("end_user", "\"customer-7\"");

        // when, then
        assertThat(payload.call())
                .returns("ann@example.test", UsageEvent::user)
                .returns("ann-laptop", UsageEvent::key)
                .returns("Platform", UsageEvent::team)
                .returns("example", UsageEvent::org);
    }

    @Test
    void anEndUserPaysWhereTheKeyIsNobodys() {
        assertThat(nobodys().with("end_user", "\"customer-7\"").call().user()).isEqualTo("customer-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_0123456789abcdef0123456789abcdef_account__session_" + SESSION,
                "{\\\"device_id\\\": \\\"0123\\\", \\\"account_uuid\\\": \\\"\\\", \\\"session_id\\\": \\\"" + SESSION
                        + "\\\"}"
            })
    void theIdThatClaudeCodeMakesUpIsASessionAndNoUser(String userId) {
        // given
        Payload payload =
                nobodys().with("metadata/user_api_key_hash", "\"91ddd6\"").with("end_user", "\"" + userId + "\"");

        // when, then
        assertThat(payload.call()).returns("key:91ddd6", UsageEvent::payer).returns(SESSION, UsageEvent::session);
    }

    @Test
    void aKeyItselfIsNeverKept() {
        // given
        Payload payload =
                Payload.small().with("metadata/user_api_key", "\"sk-secret\"").with("api_key", "\"sk-secret\"");

        // when, then
        assertThat(payload.call().toString()).doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "metadata/requester_custom_headers/x-claude-code-session-id",
        "metadata/requester_custom_headers/x-flyball-session",
        "session_id",
        "metadata/requester_metadata/session_id"
    })
    void aSessionIsWhatTheClientCallsOne(String path) {
        assertThat(Payload.small().with(path, "\"s-1\"").call().session()).isEqualTo("s-1");
    }

    @Test
    void aTraceIsATaskAndNoSession() {
        assertThat(Payload.small().with("trace_id", "\"t-1\"").call())
                .returns("", UsageEvent::session)
                .returns("t-1", UsageEvent::task);
    }

    @Test
    void aClientDoesNotSayWhoPays() {
        // given
        Payload payload = nobodys()
                .with("metadata/user_api_key_hash", "\"91ddd6\"")
                .with("metadata/requester_custom_headers/x-flyball-user", "\"ben\"")
                .with("metadata/requester_custom_headers/x-flyball-team", "\"search\"");

        // when, then
        assertThat(payload.call()).returns("", UsageEvent::user).returns("", UsageEvent::team);
    }

    @Test
    void theRequestsHeadersSayWhatNoRecordSays() {
        // given
        Attributes headers =
                name -> name.equals("x-flyball-user") || name.equals("x-flyball-team") ? "of-header" : null;

        // when
        Mapped named = Payload.map(Payload.small().json(), headers).get(0);
        Mapped unnamed = Payload.map(nobodys().json(), headers).get(0);

        // then
        assertThat(((Mapped.Call) named).event().user()).isEqualTo("ann");
        assertThat(((Mapped.Call) unnamed).event().user()).isEqualTo("of-header");
    }

    @ParameterizedTest
    @CsvSource({
        "'claude-cli/2.1.0 (external, cli)', claude-code",
        "codex_cli_rs/0.50.0, codex",
        "'GeminiCLI/0.8.1 (linux; x64)', gemini-cli",
        "python-requests/2.32, ''"
    })
    void anAgentIsKnownByItsUserAgent(String userAgent, String agent) {
        assertThat(Payload.small()
                        .with("metadata/user_agent", "\"" + userAgent + "\"")
                        .call()
                        .agent())
                .isEqualTo(agent);
        assertThat(Payload.small()
                        .with("request_tags", "[\"User-Agent: " + userAgent + "\"]")
                        .call()
                        .agent())
                .isEqualTo(agent);
    }

    @Test
    void aTagMayNameTheCostCentre() {
        assertThat(Payload.small()
                        .with("request_tags", "[\"x\", \"cost_center: cc-7\"]")
                        .call())
                .returns("cc-7", UsageEvent::costCenter)
                .returns("platform", UsageEvent::team);
    }

    private static Payload nobodys() {
        return Payload.small().with("metadata", "{}");
    }
}
