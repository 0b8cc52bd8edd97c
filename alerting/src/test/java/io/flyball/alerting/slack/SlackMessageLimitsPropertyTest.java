package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.alerting.words.Mrkdwn;
import io.flyball.schemas.avro.Alert;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

class SlackMessageLimitsPropertyTest {
    private static @Nullable FakeSlack slack;
    private static @Nullable Slack sdk;

    @BeforeContainer
    static void startSlack() {
        slack = FakeSlack.start();
        sdk = SlackConnection.open(slack.apiUrlPrefix(), 10_000);
    }

    @AfterContainer
    static void stopSlack() throws Exception {
        if (sdk != null && slack != null) {
            sdk.close();
            slack.close();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void slackTakesTheMessageOfAnyAlert(@ForAll("alerts") Alert alert) {
        // given
        if (sdk == null) {
            throw new IllegalStateException("Slack was not started");
        }
        SlackBotChannel bot = new SlackBotChannel(
                sdk,
                FakeSlack.TOKEN,
                new SlackSettings(FakeSlack.CHANNEL, "https://flyball.example", true),
                ChartSource.none());
        Ask ask = new Ask("q1", alert.getText(), alert.getCostNanoUsd(), alert.getAtMs(), alert.getText(), 1, "", "");
        // when
        DeliveryResult first = bot.deliver(Deliveries.first(alert, ""));
        DeliveryResult later = bot.deliver(Deliveries.later(alert, "", first, "news " + alert.getText()));
        DeliveryResult asked = bot.deliver(Deliveries.ask(alert, ask, ""));
        DeliveryResult digest = bot.deliver(Deliveries.digest(Collections.nCopies(60, alert), "", true));
        // then
        assertThat(List.of(first, later, asked, digest))
                .allSatisfy(result -> assertThat(result).isInstanceOf(DeliveryResult.Delivered.class));
    }

    @Property
    void noEscapedTextHoldsABareControlCharacterOfSlack(@ForAll("texts") String text) {
        // when
        String escaped = Mrkdwn.escape(text, 120);
        // then
        assertThat(escaped.length()).isLessThanOrEqualTo(120);
        assertThat(escaped).doesNotContain("<", ">");
        assertThat(escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", ""))
                .doesNotContain("&");
        assertThat(escaped.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Provide
    Arbitrary<String> texts() {
        return textsUpTo(400);
    }

    private static Arbitrary<String> textsUpTo(int maxChars) {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(100);
        Arbitrary<String> entities =
                Arbitraries.strings().withChars("&<>\n\u0000 \uD83D\uDE00a").ofMaxLength(maxChars);
        Arbitrary<String> shortOnes = Arbitraries.of("", " ", "\u0000", "\n", "user:ann", "closed", "pace", "clear");
        return Arbitraries.oneOf(any, entities, shortOnes);
    }

    @Provide
    Arbitrary<Alert> alerts() {
        Arbitrary<List<String>> evidence = texts().list().ofMaxSize(24);
        Arbitrary<Long> numbers = Arbitraries.longs();
        return Combinators.combine(
                        texts(), texts(), texts(), texts(), textsUpTo(4_000), texts(), numbers.tuple3(), evidence)
                .as((change, kind, scope, window, text, level, longs, shown) -> Alert.newBuilder()
                        .setId("a")
                        .setChange(change)
                        .setFindingId("f")
                        .setKind(kind)
                        .setScope(scope)
                        .setSeverity(level)
                        .setWindow(window)
                        .setCostNanoUsd(longs.get1())
                        .setAtMs(longs.get2())
                        .setText(text)
                        .setLevel(level)
                        .setValidUntilMs(longs.get3())
                        .setEvidence(pairs(shown))
                        .build());
    }

    private static Map<String, String> pairs(List<String> texts) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            pairs.put(texts.get(i), texts.get(i + 1));
        }
        return pairs;
    }
}
