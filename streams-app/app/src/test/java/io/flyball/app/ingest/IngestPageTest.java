package io.flyball.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.DocumentSnippets;
import io.flyball.app.files.ClientsFile;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.record.IdentityRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestPageTest {
    private final DocumentSnippets page = DocumentSnippets.of("docs/ingest.md");

    @Test
    void theExampleOfClientsIsRead(@TempDir Path folder) throws Exception {
        // given
        Path file = Files.writeString(
                folder.resolve("clients.yaml"), page.get("clients-file").text());
        // when
        ClientTokens tokens = ClientsFile.read(file);
        // then
        assertThat(tokens.of("Bearer TOKEN", null)).extracting(Client::name).isEqualTo("agents");
        assertThat(tokens.of("Bearer another", null)).isNull();
        assertThat(tokens.of(null, "agents.example.test"))
                .extracting(Client::user)
                .isEqualTo("svc-build");
    }

    @Test
    void theNamesThatSayWhomACallConcernsAreThoseOfTheCode() {
        IdentityRules rules = IdentityRules.DEFAULT;
        Map<String, List<String>> parts = Map.of(
                "user", rules.user(),
                "key", rules.key(),
                "team", rules.team(),
                "agent", rules.agent(),
                "session", rules.session(),
                "task", rules.task(),
                "organisation", rules.org(),
                "cost centre", rules.costCenter());
        parts.forEach((part, names) -> assertThat(page.text())
                .contains("| " + part + " | "
                        + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " |"));
    }

    @Test
    void everyReasonOfARefusalIsExplained() {
        String record = DocumentSnippets.of("docs/native-record.md").text();
        assertThat(RejectionReason.values()).allSatisfy(reason -> assertThat(record)
                .containsPattern("(?m)^\\| `[^|]*`?" + reason.wireName() + "`[^|]* \\|"));
    }
}
