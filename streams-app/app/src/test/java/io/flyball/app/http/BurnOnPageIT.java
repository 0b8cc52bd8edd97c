package io.flyball.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A burn appears on the page while somebody looks at it. */
final class BurnOnPageIT {

    @Test
    void showsTheFindingTheSignalAndTheAlertOfABurnWithoutAReload() {
        try (PageServer server = new PageServer();
                Browser browser = Browser.start("dark")) {
            // given
            server.view.onSpend(Samples.spend("user:dev-33@example.test", Samples.NOON_MS, 3_990));
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            await().atMost(Duration.ofSeconds(15)).until(() -> page.connection().equals("Live"));
            assertThat(page.findings()).isEmpty();
            // when
            burn(server.view, "user:dev-33@example.test");
            // then
            await().atMost(Duration.ofSeconds(15)).until(page::showsABurn);
            assertThat(page.signals().get(0))
                    .contains("at most 10 requests a minute")
                    .contains("ends by itself in");
            assertThat(page.figure("open-findings")).isEqualTo("1");
            assertThat(page.row("user:dev-33@example.test"))
                    .contains("burn, pace")
                    .contains("$4,012.00");
        }
    }

    private static void burn(LiveView view, String scope) {
        view.onSpend(Samples.spend(scope, Samples.NOON_MS + 20_000, 4_012));
        view.onFinding(Samples.burn("burn-1", scope));
        view.onSignal(scope, Samples.signal(scope, "pace", 1, Instant.now().plusSeconds(7_200)));
        view.onAlert(Samples.alert("alert-1", scope));
    }
}
