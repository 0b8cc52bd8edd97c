package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.clients.CountedCall.Concerns;
import io.flyball.app.clients.model.FakeModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's SDK of Java needs nothing but this class path: it is always tried. */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder, and the governor is there before the first test
class JavaSdkIT {
    private static final Concerns CONCERNS = new Concerns(
            "otel", JavaApplication.USER, JavaApplication.TEAM, JavaApplication.AGENT, JavaApplication.SESSION);

    @TempDir
    static Path folder;

    private static RunningGovernor governor;

    @BeforeAll
    static void startGovernor() throws IOException {
        governor = new RunningGovernor(folder);
    }

    @AfterAll
    static void stopGovernor() {
        governor.close();
    }

    @ParameterizedTest(name = "gRPC: {0}, events: {1}")
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void whatIsReportedIsWhatWasBilled(boolean overGrpc, boolean events) throws Exception {
        try (FakeModel model = FakeModel.start("java-" + overGrpc + "-" + events)) {
            // given
            int before = governor.charges().size();
            JavaApplication application = new JavaApplication(model, overGrpc, governor.url());
            // when
            for (int i = 0; i < 2; i++) {
                if (events) {
                    application.callAndReportAnEvent();
                } else {
                    application.callAndReportASpan();
                }
            }
            // then
            List<CountedCall> billed = model.billed().stream()
                    .map(call -> CountedCall.billed(call, CONCERNS))
                    .toList();
            assertThat(billed).hasSize(2);
            assertThat(governor.chargesAfter(before, 2)).containsExactlyInAnyOrderElementsOf(billed);
            assertThat(governor.rejected()).isZero();
        }
    }
}
