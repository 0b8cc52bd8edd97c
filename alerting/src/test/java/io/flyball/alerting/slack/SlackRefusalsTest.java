package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody may answer: each is refused in Slack's own form, kept with its reason, and changes nothing. */
class SlackRefusalsTest extends AnsweringInSlack {
    @Test
    void whoIsKnownNeitherToSlackNorToTheDirectory() {
        // when
        press("U000NOBODY", "snooze", "", "1d");
        // then
        assertThat(answer(0).getBy()).isEqualTo("U000NOBODY");
        assertThat(answer(0).getRefused()).startsWith("Only who it concerns");
        assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "ask one of them");
    }

    @Test
    void aTimeToBeQuietThatIsNoneOfTheList() {
        // when
        press(FakeSlack.USER, "snooze", "", "forever");
        // then
        assertThat(answer(0).getRefused()).isEqualTo("\"forever\" is no time to be quiet for: choose one of the list.");
        assertThat(fake.responses()).singleElement().asString().contains("forever");
    }

    @Test
    void anEndThatIsNoneOfTheListIsSaidAtItsInput() {
        // when
        String acknowledgement = ask(FakeSlack.USER, "50", "yesterday");
        // then
        assertThat(acknowledgement)
                .isEqualTo("{\"response_action\":\"errors\",\"errors\":{\"end\":"
                        + "\"There is no end: choose one of the list.\"}}");
        assertThat(answer(0).getRefused()).contains("There is no end");
    }

    @Test
    void anAskOfAStranger() {
        // given
        fake.know("U000EVE", "eve@example.com", "D000EVE");
        // when
        String acknowledgement = ask("U000EVE", "50", "1d");
        // then
        assertThat(acknowledgement).isEmpty();
        assertThat(answer(0).getRefused()).startsWith("Only who it concerns");
        assertThat(fake.responses()).singleElement().asString().contains("ask one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "loop, user:ann",
        "waste, user:ann",
        "silence, source:gateway",
        "burn, source:gateway",
        "control, control"
    })
    void aPressToAskForMoreWhereNothingCanBeGiven(String kind, String scope) {
        // when
        press(FakeSlack.USER, "ask", "", "", new CaseKey(scope, kind, ""));
        // then
        assertThat(fake.views()).isEmpty();
        assertThat(answer(0).getAction()).isEqualTo("ask");
        assertThat(answer(0).getRefused()).startsWith("Nothing more can be given for " + kind + " of " + scope + ": ");
        assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "say instead that it is");
    }

    @Test
    void aWindowToAskForMoreThatWasFilledInWhereNothingCanBeGiven() {
        // when
        ask("50", "1d", new CaseKey("user:ann", "loop", ""), "pace");
        // then
        assertThat(answer(0).getRefused()).startsWith("Nothing more can be given for loop of user:ann");
        assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "Nothing more can be given");
    }

    @Test
    void butNotWhereNewTasksWaitForALoop() {
        // when
        ask("50", "1d", new CaseKey("user:ann", "loop", ""), "hold_new_tasks");
        // then
        assertThat(answer(0).getRefused()).isEmpty();
    }

    @Test
    void nobodyIsRefusedWhileSlackDoesNotSayWhoTheyAre() {
        // given
        String askId = asked(FakeSlack.USER);
        int before = control.decisions().size();
        fake.rateLimitNext("users.info", "30");
        // when
        press(BOSS, "approve", askId, "");
        ask(LEAD, "50", "1d");
        // then
        assertThat(control.decisions()).hasSize(before);
        assertThat(fake.responses()).hasSize(2).allSatisfy(told -> assertThat(told)
                .contains("Slack does not say who you are just now: press again in a minute."));
    }

    @Test
    void aScopeCannotMentionAnybodyInTheRefusal() {
        // when
        press("U000NOBODY", "snooze", "", "1d", new CaseKey("user:<!here>", "burn", "3d"));
        // then
        assertThat(fake.responses()).singleElement().satisfies(told -> assertThat(JsonParser.parseString(told)
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .contains("user:&lt;!here&gt;")
                .doesNotContain("<"));
    }

    @Test
    void eachIsCounted() {
        // when
        press("U000NOBODY", "snooze", "", "1d");
        ask(FakeSlack.USER, "many", "1d");
        // then
        assertThat(meters.counter("flyball.alerts.answers", "outcome", "refused")
                        .count())
                .isEqualTo(2);
    }
}
