package io.flyball.connect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connect.poll.Answer;
import io.flyball.connect.report.AnthropicReports;
import io.flyball.connect.report.BillingReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final BillingReport REPORT =
            AnthropicReports.of(List.of("messages"), false).get(0);
    private static final long NOW_MS = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30                              | 30000",
                "' 0 '                           | 0",
                "Mon, 02 Mar 2026 10:01:00 GMT   | 60000",
                "Mon, 02 Mar 2026 09:00:00 GMT   | 0",
                "soon                            | -1",
                "-5                              | -1",
                "''                              | -1",
            })
    void readsRetryAfterAsSecondsOrAsADate(String header, long waitMs) {
        assertThat(answer(429, header, "")).isEqualTo(new Answer.Throttled(waitMs));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 529})
    void triesAgainWhatMayPass(int status) {
        assertThat(answer(status, "", "")).isInstanceOf(Answer.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 422})
    void tellsARequestThatIsNotTaken(int status) {
        assertThat(answer(status, "", "")).isEqualTo(new Answer.Refused(status));
    }

    @Test
    void tellsAKeyWithoutTheRightFromAPage() {
        assertThat(answer(401, "", "")).isEqualTo(new Answer.Denied(401));
        assertThat(answer(403, "", "")).isEqualTo(new Answer.Denied(403));
        assertThat(answer(200, "", "{\"data\":[]}")).isInstanceOf(Answer.Page.class);
        assertThat(answer(200, "", "<html>maintenance</html>")).isInstanceOf(Answer.Unreadable.class);
    }

    private static Answer answer(int status, String retryAfter, String body) {
        return Answers.of(REPORT, status, retryAfter, body.getBytes(StandardCharsets.UTF_8), NOW_MS);
    }
}
