package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.slack.SlackSignature.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackSignatureTest {
    private static final long NOW_MS = 1_772_366_400_000L;
    private static final byte[] BODY = "payload=%7B%7D".getBytes(StandardCharsets.UTF_8);

    private final SlackSignature signature = new SlackSignature("8f742231b10e8888abcd99yyyzzz85a5");

    @Test
    void signsAsSlackDocumentsIt() {
        // given: the example of Slack's documentation
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        // when
        String signed = signature.sign("1531420618", body.getBytes(StandardCharsets.UTF_8));
        // then
        assertThat(signed).isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @ParameterizedTest
    @CsvSource({"0, GENUINE", "300, GENUINE", "-300, GENUINE", "301, OUT_OF_TIME", "-301, OUT_OF_TIME"})
    void letsClocksBeApartByFiveMinutesBothWays(long seconds, Verdict expected) {
        // given
        String timestamp = Long.toString(NOW_MS / 1_000 + seconds);
        // when
        Verdict verdict = signature.judge(timestamp, signature.sign(timestamp, BODY), BODY, NOW_MS);
        // then
        assertThat(verdict).isEqualTo(expected);
    }

    @Test
    void letsARequestInOnce() {
        // given
        String timestamp = Long.toString(NOW_MS / 1_000);
        Verdict first = signature.judge(timestamp, signature.sign(timestamp, BODY), BODY, NOW_MS);
        // when
        Verdict second = signature.judge(timestamp, signature.sign(timestamp, BODY), BODY, NOW_MS + 299_000);
        // then
        assertThat(first).isEqualTo(Verdict.GENUINE);
        assertThat(second).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void seesThatABodyWasChanged() {
        // given
        String timestamp = Long.toString(NOW_MS / 1_000);
        byte[] other = "payload=%7B%22%7D".getBytes(StandardCharsets.UTF_8);
        // when
        Verdict verdict = signature.judge(timestamp, signature.sign(timestamp, BODY), other, NOW_MS);
        // then
        assertThat(verdict).isEqualTo(Verdict.FORGED);
    }

    @ParameterizedTest
    @CsvSource({", v0=1", "1772366400,", "soon, v0=1", "-5, v0=1", "99999999999999999999, v0=1"})
    void refusesWhatIsNotSigned(String timestamp, String signed) {
        assertThat(signature.judge(timestamp, signed, BODY, NOW_MS)).isEqualTo(Verdict.UNSIGNED);
    }
}
