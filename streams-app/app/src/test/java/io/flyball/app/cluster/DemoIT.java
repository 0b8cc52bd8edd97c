package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.http.Browser;
import io.flyball.app.http.FlyballPage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first command of the README does what it says. */
class DemoIT {
    @Test
    void showsSpendRaisesTheBurnSlowsTellsAndEnds() throws Exception {
        // given
        try (ChildProcess demo = ChildProcess.flyball(Map.of(), "demo", "--for", "45s", "--port", "0")) {
            // when
            int status = demo.waitFor();
            // then
            assertThat(status).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains("page at http://localhost:")
                    .contains("spend 3d")
                    .contains("FINDING  burn: user:dev-33@example.test spent $4,0")
                    .contains("SIGNAL   user:dev-33@example.test pace until ")
                    .contains("ALERT high  New: burn by user:dev-33@example.test");
        }
    }

    @Test
    void showsTheBurnOnThePageAsItHappens() throws Exception {
        // given
        try (Browser browser = Browser.start("light");
                ChildProcess demo = ChildProcess.flyball(Map.of(), "demo", "--for", "45s", "--port", "0")) {
            URI page = URI.create(demo.tells("page at ").strip());
            // when
            FlyballPage shown = FlyballPage.open(browser.driver(), page);
            // then
            await().atMost(Duration.ofSeconds(90)).until(shown::showsABurn);
            assertThat(demo.isAlive()).isTrue();
        }
    }
}
