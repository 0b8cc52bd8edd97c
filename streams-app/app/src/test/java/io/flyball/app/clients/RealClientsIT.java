package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.clients.CountedCall.Concerns;
import io.flyball.app.clients.model.BilledCall;
import io.flyball.app.clients.model.FakeModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Command lines and SDKs as people install them, each with a home folder of its own, against a model that bills known
 * tokens: what the application charges is what the model billed, call by call.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folders, and the rest is there before the first test
class RealClientsIT {
    private static final String ANN = "ann@example.test";
    private static final String TEAM = "platform";

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
    @ValueSource(strings = {"binary", "json", "grpc"})
    void codexIsChargedWhatWasBilled(String protocol) {
        try (FakeModel model = FakeModel.start("codex")) {
            // given
            CodexCli codex = new CodexCli(clients, home, model, protocol, governor.url());
            // when
            String session = codex.prompt(FakeModel.USE_A_TOOL + ", then say done");
            String sameSession = codex.promptAgain("once more");
            // then
            assertThat(sameSession).isEqualTo(session);
            assertCharged(model.billed(), 3, new Concerns("codex", ANN, TEAM, "codex", session));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void geminiIsChargedWhatWasBilled(String protocol) {
        try (FakeModel model = FakeModel.start("gemini")) {
            // given
            String session = UUID.randomUUID().toString();
            GeminiCli gemini = new GeminiCli(clients, home, model, protocol, governor.url());
            // when
            gemini.prompt(session, FakeModel.USE_A_TOOL + ", then say done");
            gemini.promptAgain("once more");
            // then
            assertCharged(model.billed(), 3, new Concerns("gemini-cli", ANN, TEAM, "gemini-cli", session));
        }
    }

    @ParameterizedTest
    @CsvSource({"NODE,http/protobuf", "NODE,http/json", "NODE,grpc", "PYTHON,http/protobuf", "PYTHON,grpc"})
    void spansAreChargedWhatWasBilled(SdkScript script, String protocol) {
        try (FakeModel model = FakeModel.start(script + "-" + protocol)) {
            // when
            script.run(clients, home, model, protocol, governor.url());
            // then
            assertCharged(model.billed(), 2, script.concerns());
        }
    }

    private void assertCharged(List<BilledCall> billed, int calls, Concerns concerns) {
        assertThat(billed).hasSize(calls);
        assertThat(governor.chargesAfter(before, calls))
                .containsExactlyInAnyOrderElementsOf(billed.stream()
                        .map(call -> CountedCall.billed(call, concerns))
                        .toList());
        assertThat(governor.rejected()).isZero();
    }
}
