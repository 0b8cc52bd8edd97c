package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.slack.api.util.json.GsonFactory;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {

    @Test
    void saysWhoHowMuchInWhatWindowAndWhatHappened() {
        // given
        Alert alert = Alerts.burn("a1");
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json)
                .contains("New: burn by user:ann, $4,012.30 in 3d")
                .contains("*Scope*\\nuser:ann", "*Amount*\\n$4,012.30", "*Window*\\n3d", "*Severity*\\nhigh")
                .contains("look at what runs now");
    }

    @Test
    void saysWhatTheThrottleDoesAndUntilWhenInTheReadersTimeZone() {
        // given
        Alert alert = Alerts.burn("a1");
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json)
                .contains("Requests are paced. Running tasks finish.")
                .contains("<!date^1772370000^{date_short_pretty} {time}|2026-03-01 13:00 UTC>");
    }

    @Test
    void saysThatNothingIsSlowedWhereNoSignalGoesWithTheAlert() {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setLevel("");
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json).contains("Nothing is slowed.").doesNotContain("Ends by itself");
    }

    @Test
    void doesNotPromiseAnEndToASignalThatHasNone() {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setValidUntilMs(Long.MAX_VALUE);
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json).contains("Requests are paced.").doesNotContain("Ends by itself");
    }

    @Test
    void saysInTheFirstWordsThatItIsOver() {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setChange("closed");
        // when
        SlackMessage message = SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true);
        // then
        assertThat(message.text()).startsWith("Over: burn by user:ann");
    }

    @Test
    void leavesOutAnAmountAndAWindowThatAreNotThere() {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setCostNanoUsd(0);
        alert.setWindow("");
        // when
        SlackMessage message = SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true);
        // then
        assertThat(json(message)).doesNotContain("*Amount*", "*Window*");
        assertThat(message.text()).startsWith("New: burn by user:ann. ");
    }

    @Test
    void showsEvidenceInNanoUsdAsDollars() {
        // given
        Alert alert = Alerts.burn("a1");
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json).contains("*Open*\\n$4,000.00", "*Calls in total*\\n812");
    }

    @Test
    void letsNoTextMentionTheChannelOrHideALink() {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setText("<!channel> see <https://evil.example|the bill> & pay");
        // when
        SlackMessage message = SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true);
        // then
        assertThat(json(message) + message.text())
                .contains("&lt;!channel&gt; see &lt;https://evil.example|the bill&gt; &amp; pay")
                .doesNotContain("<!channel>", "<https:");
    }

    @Test
    void offersAnswersAndALinkWhileItIsOpen() {
        // given
        Alert alert = Alerts.burn("a1");
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json)
                .contains("\"action_id\":\"snooze\"", "\"action_id\":\"ask\"")
                .contains("https://flyball.example/v1/explain/burn-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"control", "test"})
    void leadsToThePageWhereThereIsNoFindingToExplain(String kind) {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setKind(kind);
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json).contains("\"url\":\"https://flyball.example/\"").doesNotContain("/v1/explain/");
    }

    @ParameterizedTest
    @CsvSource({
        "burn,         user:ann,        pace,           true",
        "pace,         team:payments,   advise,         true",
        "loop,         user:ann,        pace,           false",
        "loop,         user:ann,        hold_new_tasks, true",
        "spike,        user:ann,        advise,         false",
        "tokenmaxxing, user:ann,        downshift,      false",
        "polling,      user:ann,        '',             false",
        "waste,        user:ann,        '',             false",
        "peer,         team:payments,   '',             false",
        "unpriced,     model:new,       '',             false",
        "silence,      source:gateway,  '',             false",
        "silence,      source:gateway,  hold_new_tasks, false",
        "control,      control,         '',             false"
    })
    void offersToAskForMoreWhereAnApprovalHasAnEffect(String kind, String scope, String level, boolean offered) {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setKind(kind);
        alert.setScope(scope);
        alert.setLevel(level);
        // when
        String json = json(SlackMessage.of(Deliveries.first(alert, ""), "https://flyball.example", true));
        // then
        assertThat(json).contains("\"action_id\":\"snooze\"");
        assertThat(json.contains("\"action_id\":\"ask\"")).isEqualTo(offered);
    }

    @Test
    void offersNoAnswersWhereNobodyListensOrItIsOver() {
        // given
        Alert alert = Alerts.burn("a1");
        // when
        String unheard = json(SlackMessage.of(Deliveries.first(alert, ""), "", false));
        String over = json(SlackMessage.of(Deliveries.first(Alerts.closed(alert), ""), "", true));
        // then
        assertThat(unheard + over).doesNotContain("action_id");
    }

    @Test
    void saysInADigestHowManyTheWorstFirst() {
        // given
        List<Alert> alerts = IntStream.range(0, 30)
                .mapToObj(i -> Alerts.burn("user:u" + i, "low"))
                .toList();
        // when
        SlackMessage message = SlackMessage.of(Deliveries.digest(alerts, "", true), "", true);
        // then
        assertThat(message.text()).isEqualTo("Too many to tell one by one: 30 findings");
        assertThat(json(message)).contains("low: New: burn by user:u0, $4,012.30 in 3d", "and 10 more");
    }

    private static String json(SlackMessage message) {
        JsonArray blocks =
                GsonFactory.createSnakeCase().toJsonTree(message.blocks()).getAsJsonArray();
        return new com.google.gson.GsonBuilder().disableHtmlEscaping().create().toJson(blocks);
    }
}
