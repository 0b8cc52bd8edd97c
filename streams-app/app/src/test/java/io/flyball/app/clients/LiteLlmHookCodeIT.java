package io.flyball.app.clients;

import io.flyball.app.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What error-prone and the formatter are to Java: types of our hook against LiteLLM's own, findings, form. */
@SuppressWarnings("NullAway.Init") // set before each test
class LiteLlmHookCodeIT {
    private static final Path HOOK = SharedData.projectRoot().resolve("connectors/litellm");

    private final Path folder;
    private InstalledClients clients;

    LiteLlmHookCodeIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void findClients() {
        clients = InstalledClients.require();
    }

    @Test
    void itsTypesFitThoseOfLiteLlm() {
        passes(
                "mypy",
                "--config-file",
                HOOK.resolve("pyproject.toml").toString(),
                "--cache-dir",
                folder.resolve("mypy").toString(),
                HOOK.resolve("flyball_litellm").toString(),
                HOOK.resolve("tests").toString());
    }

    @Test
    void ruffFindsNothing() {
        passes("ruff", "check", "--no-cache", HOOK.toString());
    }

    @Test
    void itIsFormatted() {
        passes("ruff", "format", "--no-cache", "--diff", HOOK.toString());
    }

    private void passes(String tool, String... arguments) {
        // when
        List<String> command = Stream.concat(Stream.of(clients.pythonCommand(tool)), Stream.of(arguments))
                .toList();

        // then: it ends well, or what it says is the failure
        String unused = new ScratchHome(folder.resolve("home"))
                .run(Map.of("MYPYPATH", HOOK + ":" + HOOK.resolve("tests")), command);
    }
}
