package io.flyball.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.core.model.WasteKind;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

final class PageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @SuppressWarnings("NullAway.Init") // started before the first test
    private static Browser browser;

    @BeforeEach
    void startBrowserOnce() {
        if (browser == null) {
            browser = Browser.start("light");
        }
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void saysWhatItWaitsForWhileNothingHasHappened() {
        try (PageServer server = new PageServer()) {
            // when
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            // then
            await().atMost(PATIENCE).until(() -> page.connection().equals("Live"));
            assertThat(page.emptyNotes())
                    .anyMatch(note -> note.startsWith("No spend yet."))
                    .contains("Nothing is slowed.", "Nothing out of the ordinary.");
            assertThat(page.figure("total")).isEqualTo("–");
        }
    }

    @Test
    void showsSpendByNameWhileItComesIn() {
        try (PageServer server = new PageServer()) {
            // given
            server.view.onSpend(Samples.spend("user:zoe", Samples.NOON_MS, 10));
            server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 20));
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            await().atMost(PATIENCE).until(() -> page.names("user").size() == 2);
            // when
            server.view.onSpend(Samples.spend("user:max", Samples.NOON_MS + 1_000, 3_000));
            server.view.onSpend(Samples.spend("team:core", Samples.NOON_MS + 1_000, 3_030));
            server.view.onSpend(Samples.spend("agent:claude-code", Samples.NOON_MS + 1_000, 3_030));
            // then
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page.names("user")).containsExactly("ada", "max", "zoe");
                assertThat(page.row("user:max")).contains("$3,000.00");
                assertThat(page.figure("total")).isEqualTo("$3,030.00");
                assertThat(page.linesDrawn("user")).isEqualTo(3);
                assertThat(page.linesDrawn("team")).isEqualTo(1);
                assertThat(page.linesDrawn("agent")).isEqualTo(1);
            });
        }
    }

    @Test
    void changesTheWindowAndPicksALineFromTheKeyboard() {
        try (PageServer server = new PageServer()) {
            // given
            server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 20));
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            await().atMost(PATIENCE).until(() -> page.row("user:ada").contains("$20.00"));
            // when
            page.chooseWindow("1h");
            page.pick("user:ada");
            // then
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page.row("user:ada")).endsWith("$1.00");
                assertThat(page.picked("user:ada")).isTrue();
                assertThat(page.linesDrawn("user")).isEqualTo(1);
            });
        }
    }

    @Test
    void showsWhatEachDollarDidOfAllTogetherAndOfWhomIsPicked() {
        try (PageServer server = new PageServer()) {
            // given
            server.view.onSpend(Samples.wasteful("user:ada", Samples.NOON_MS, 200));
            server.view.onSpend(Samples.spend("user:zoe", Samples.NOON_MS, 800));
            server.view.onSpend(Samples.wasteful("team:core", Samples.NOON_MS, 200));
            server.view.onSpend(Samples.spend("team:web", Samples.NOON_MS, 800));
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            await().atMost(PATIENCE).until(() -> page.names("user").size() == 2);
            // when
            page.pick("user:ada");
            // then
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page.dollars())
                        .containsExactly(
                                "$940.00 (94 %) useful: the work would have cost it anyway",
                                "$40.00 (4 %) " + WasteKind.RETRY.words(),
                                "$20.00 (2 %) " + WasteKind.CACHE_REBUILT.words(),
                                "$140.00 (70 %) useful: the work would have cost it anyway",
                                "$40.00 (20 %) " + WasteKind.RETRY.words(),
                                "$20.00 (10 %) " + WasteKind.CACHE_REBUILT.words());
                assertThat(page.dollarBar("user:ada")).containsExactly("useful", "retry", "cache_rebuilt");
                assertThat(page.dollarBar("user:zoe")).containsExactly("useful");
                assertThat(page.names("user")).containsExactly("ada", "zoe");
            });
        }
    }

    @Test
    void saysThatTheConnectionIsLostAndComesBackByItself() {
        PageServer server = new PageServer();
        FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
        await().atMost(PATIENCE).until(() -> page.connection().equals("Live"));
        // when
        server.stop();
        // then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(page.connection()).isEqualTo("Reconnecting");
            assertThat(page.bannerShows()).isTrue();
        });
        try (PageServer again = new PageServer(server.port())) {
            again.view.onSpend(Samples.spend("user:after", Samples.NOON_MS, 1));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page.connection()).isEqualTo("Live");
                assertThat(page.bannerShows()).isFalse();
                assertThat(page.names("user")).containsExactly("after");
            });
        }
    }

    @Test
    void runsWithoutAnErrorInTheConsole() {
        try (PageServer server = new PageServer()) {
            // given
            browser.driver().manage().logs().get(LogType.BROWSER);
            server.view.onFinding(Samples.burn("burn-1", "user:ada"));
            server.view.onConservation(new Conservation(10, 7, 1, 1, 1, 0, 2));
            // when
            FlyballPage page = FlyballPage.open(browser.driver(), server.uri("/"));
            await().atMost(PATIENCE).until(() -> page.findings().size() == 1);
            // then
            assertThat(page.figure("conservation")).startsWith("10 read = 7 admitted");
            assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                    .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                    .extracting(LogEntry::getMessage)
                    .isEmpty();
        }
    }
}
