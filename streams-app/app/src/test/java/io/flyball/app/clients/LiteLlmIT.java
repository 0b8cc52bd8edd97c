package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.flyball.app.clients.CountedCall.Concerns;
import io.flyball.app.clients.model.BilledCall;
import io.flyball.app.clients.model.FakeModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiteLLM's proxy with each of its callbacks that can tell the application of its calls. */
@SuppressWarnings("NullAway.Init") // JUnit fills the folders, and the rest is there before the first test
class LiteLlmIT {
    private static final String SESSION = "7b0c1f52-0000-4000-8000-000000000001";
    private static final Concerns ANN = new Concerns("litellm", "ann@example.test", "platform", "", "");
    private static final Concerns ANNS_SESSION =
            new Concerns("litellm", "ann@example.test", "platform", "claude-code", SESSION);
    private static final Concerns BEN = new Concerns("litellm", "ben@example.test", "search", "", "");

    /** Whom the calls of {@link #call} concern, in their order. */
    private static final List<Concerns> CALLERS = List.of(ANN, BEN, ANN, ANNS_SESSION, BEN);

    @TempDir
    static Path folder;

    @TempDir
    Path homeFolder;

    private static RunningGovernor governor;

    private InstalledClients clients;
    private ScratchHome home;
    private int before;

    @BeforeAll
    static void startGovernor() throws IOException {
        governor = new RunningGovernor(folder);
    }

    @AfterAll
    static void stopGovernor() {
        governor.close();
    }

    @BeforeEach
    void findClients() {
        clients = InstalledClients.require();
        home = new ScratchHome(homeFolder);
        before = governor.charges().size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json_array", "ndjson", "single"})
    void eachFormatOfTheWebhookIsChargedWhatWasBilled(String format) throws Exception {
        String settings = """
                callback_settings:
                  flyball:
                    callback_type: generic_api
                    endpoint: "%s/v1/litellm"
                    headers: {Authorization: "Bearer dummy"}
                    log_format: %s
                """.formatted(governor.url(), format);
        // one batch, since LiteLLM forgets what it logs while a batch is under way
        Map<String, String> environment = Map.of("DEFAULT_BATCH_SIZE", "6", "DEFAULT_FLUSH_INTERVAL_SECONDS", "60");
        try (FakeModel model = FakeModel.start(format);
                LiteLlmProxy proxy =
                        LiteLlmProxy.start(clients, home, model, List.of("flyball"), settings, environment)) {
            // when
            call(proxy);
            // then
            assertThat(governor.chargesAfter(before, 6)).containsExactlyInAnyOrderElementsOf(all(model));
            assertThat(governor.rejected()).isZero();
        }
    }

    @Test
    void theSpansOfItsRequestsAreChargedWhatWasBilled() throws Exception {
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER", "otlp_http",
                "OTEL_ENDPOINT", governor.url(),
                "USE_OTEL_LITELLM_REQUEST_SPAN", "true");
        try (FakeModel model = FakeModel.start("otel");
                LiteLlmProxy proxy = LiteLlmProxy.start(clients, home, model, List.of("otel"), "", environment)) {
            // when
            call(proxy);
            // then
            assertThat(governor.chargesAfter(before, 6))
                    .containsExactlyInAnyOrderElementsOf(
                            all(model).stream().map(LiteLlmIT::withoutAgent).toList());
            assertThat(governor.rejected()).isZero();
        }
    }

    /** Of who called, spans say the session but not the program. */
    private static CountedCall withoutAgent(CountedCall call) {
        Concerns concerns = call.concerns();
        return call.withConcerns(
                new Concerns(concerns.source(), concerns.user(), concerns.team(), "", concerns.session()));
    }

    /** It tells neither what the cache did nor, of some calls, any tokens: the cost alone is whole. The user is LiteLLM's id. */
    @Test
    void openMetersEventsAreChargedTheirCost() throws Exception {
        Map<String, String> environment =
                Map.of("OPENMETER_API_ENDPOINT", governor.url(), "OPENMETER_API_KEY", "dummy");
        try (FakeModel model = FakeModel.start("openmeter");
                LiteLlmProxy proxy = LiteLlmProxy.start(clients, home, model, List.of("openmeter"), "", environment)) {
            // when
            call(proxy);
            // then
            assertThat(governor.chargesAfter(before, 5))
                    .extracting(call -> call.concerns().user(), CountedCall::model, CountedCall::costNanoUsd)
                    .containsExactlyInAnyOrderElementsOf(billed(model).stream()
                            .map(call -> tuple(
                                    call.concerns().user().replace("@example.test", ""),
                                    call.model(),
                                    call.costNanoUsd()))
                            .toList());
            assertThat(governor.rejected()).isZero();
        }
    }

    /** Five calls that are answered, by every way in and to both vendors, and one that is refused. */
    private static void call(LiteLlmProxy proxy) throws Exception {
        String chat = "/v1/chat/completions";
        String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        List<Integer> answered = List.of(
                proxy.post(chat, LiteLlmProxy.ANN, "{\"model\":\"gpt-4.1\"," + hello),
                proxy.post(
                        chat,
                        LiteLlmProxy.BEN,
                        "{\"model\":\"gpt-5.6\",\"stream\":true,\"stream_options\":{\"include_usage\":true}," + hello),
                proxy.post(chat, LiteLlmProxy.ANN, "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":100," + hello),
                proxy.post(
                        "/v1/messages",
                        LiteLlmProxy.ANN,
                        """
                        {"model":"claude-sonnet-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":
                         [{"type":"text","text":"hello","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}
                        """,
                        "x-claude-code-session-id",
                        SESSION,
                        "User-Agent",
                        "claude-cli/2.1.0 (external, cli)"),
                proxy.post(
                        "/v1/responses",
                        LiteLlmProxy.BEN,
                        "{\"model\":\"gpt-5.6\",\"stream\":true,\"input\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
        int refused = proxy.post(
                chat,
                LiteLlmProxy.BEN,
                "{\"model\":\"gpt-4.1\"," + hello.replace("hello", FakeModel.REFUSE_WITH + 429));
        assertThat(answered).as(proxy::output).containsOnly(200);
        assertThat(refused).as(proxy::output).isEqualTo(429);
    }

    private static List<CountedCall> billed(FakeModel model) {
        List<BilledCall> billed = model.billed();
        assertThat(billed).hasSize(CALLERS.size());
        List<CountedCall> calls = new ArrayList<>();
        for (int i = 0; i < billed.size(); i++) {
            calls.add(CountedCall.billed(billed.get(i), CALLERS.get(i)));
        }
        return calls;
    }

    private static List<CountedCall> all(FakeModel model) {
        List<CountedCall> calls = billed(model);
        calls.add(CountedCall.refused("gpt-4.1", "rate_limited", BEN));
        return calls;
    }
}
