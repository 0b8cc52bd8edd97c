package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.app.Refusal;
import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.Client;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Test
    void aClientIsKnownByEachOfItsTokensAndByItsCertificate() {
        ClientTokens tokens = read("""
                clients:
                  - name: platform-litellm
                    token_sha256: [%s, %s]
                    sources: [litellm]
                    requests_per_second: 50
                  - name: build-agents
                    certificate: agents.example.test
                    user: svc-build
                """.formatted(hash("new"), hash("old")));

        Client litellm = tokens.of("Bearer old", null);

        assertThat(litellm).isEqualTo(new Client("platform-litellm", Set.of("litellm"), "", 50));
        assertThat(tokens.of("bearer new", null)).isEqualTo(litellm);
        assertThat(tokens.of(null, "agents.example.test"))
                .isEqualTo(new Client("build-agents", Set.of(), "svc-build", 0));
        assertThat(tokens.of("Bearer other", "others.example.test")).isNull();
        assertThat(tokens.of("Basic old", null)).isNull();
    }

    @Test
    void aTokenWrittenPlainlyIsRefusedWithTheMend() {
        assertThatThrownBy(() -> read("clients: [{name: a, token_sha256: [secret]}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("sha256sum");
    }

    @Test
    void aClientThatNobodyCanBeIsRefused() {
        assertThatThrownBy(() -> read("clients: [{name: a}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("clients[0].token_sha256 is absent")
                .hasMessageContaining("certificate");
    }

    @Test
    void aNameGivenTwiceIsRefused() {
        assertThatThrownBy(() -> read("clients: [{name: a, certificate: x}, {name: a, certificate: y}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("clients[1].name is \"a\"")
                .hasMessageContaining("twice");
    }

    private ClientTokens read(String yaml) {
        return ClientsFile.read(Written.in(folder, "clients.yaml", yaml).file());
    }

    static String hash(String token) {
        return HexFormat.of().formatHex(ClientTokens.sha256Of(token));
    }
}
