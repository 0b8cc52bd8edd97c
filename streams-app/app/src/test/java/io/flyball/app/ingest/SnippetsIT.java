package io.flyball.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.DocumentSnippets;
import io.flyball.app.DocumentSnippets.Snippet;
import io.flyball.app.ingest.SnippetTrials.Expected;
import io.flyball.app.node.WatchedClients;
import io.flyball.core.price.ChargedCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/ingest-sources.md tells people to paste does what it says: the call is charged, to whom it says. */
@SuppressWarnings("NullAway") // JUnit fills the folder, and the installation is there before the first test
class SnippetsIT {
    private static final DocumentSnippets PAGE = DocumentSnippets.of("docs/ingest-sources.md");
    private static final Pattern ADDRESS = Pattern.compile(Pattern.quote(SnippetTrials.ADDRESS) + "([/\\w]*)");
    private static final AtomicLong MARKS = new AtomicLong(70_000);

    @TempDir
    static Path folder;

    private static IngestInstallation flyball;

    /** The clients are those of the other page's example, which knows the token TOKEN. */
    @BeforeAll
    static void start() throws Exception {
        Path clients = Files.writeString(
                folder.resolve("clients.yaml"),
                DocumentSnippets.of("docs/ingest.md").get("clients-file").text());
        flyball =
                new IngestInstallation(folder.resolve("state"), new WatchedClients(clients, System::currentTimeMillis));
    }

    @AfterAll
    static void stop() {
        flyball.close();
    }

    static Stream<String> ids() {
        return PAGE.all().stream().map(Snippet::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theSnippetLeadsToACharge(String id) throws Exception {
        // given
        SnippetTrials trials = new SnippetTrials(PAGE, flyball, MARKS.incrementAndGet());
        // when
        Expected expected = trials.run(id);
        // then
        ChargedCall charged =
                flyball.awaitCharge(expected.toString(), charge -> charge.call().outputTokens() == expected.output());
        assertThat(new Expected(
                        charged.call().source(),
                        charged.call().user(),
                        charged.team(),
                        charged.call().inputTokens(),
                        charged.call().cacheReadTokens(),
                        charged.call().outputTokens()))
                .isEqualTo(expected);
        assertThat(charged.costNanoUsd()).isPositive();
    }

    @Test
    void everyAddressOfThePageIsADoor() throws Exception {
        // given
        Set<String> paths = new TreeSet<>();
        ADDRESS.matcher(PAGE.text()).results().forEach(found -> paths.add(found.group(1)));
        assertThat(paths).contains("", "/v1/logs", "/v1/usage", "/v1/litellm", "/api/v1/events");
        for (String path : paths) {
            // when
            int status = postNothing(path.isEmpty() ? "/v1/traces" : path);
            // then
            assertThat(status).as(path).isNotIn(401, 404, 405, 415);
        }
    }

    private static int postNothing(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(flyball.uri() + path))
                .header("Authorization", "Bearer TOKEN")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
