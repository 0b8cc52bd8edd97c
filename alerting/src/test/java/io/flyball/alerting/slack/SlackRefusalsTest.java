package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import com.slack.api.Slack;
import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.Answer.Action;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.Answers;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.Rights;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody may answer: each is refused in Slack's own form, kept with its reason, and changes nothing. */
class SlackRefusalsTest {
    private static final CaseKey CASE = new CaseKey("user:ann", "pace", "24h");
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final String BOSS = "U000BOSS";
    private static final String LEAD = "U000LEAD";
    private static final long DAY_MS = 86_400_000L;

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private long nowMs = 1_772_366_400_000L;
    private int sent;
    private final SlackInteractions interactions = new SlackInteractions(
            sdk,
            FakeSlack.TOKEN,
            control.tail(),
            control,
            new Rights(control.tail(), List.of("boss@example.com", "lead@example.com")),
            new AlertMeters(meters),
            Runnable::run,
            () -> nowMs);

    @BeforeEach
    void know() {
        fake.know(BOSS, "boss@example.com", "D000BOSS");
        fake.know(LEAD, "lead@example.com", "D000LEAD");
        control.know(new Person("ann", "payments", "", FakeSlack.USER, FakeSlack.EMAIL, "", ""));
        await().until(() -> control.tail().person("ann").isPresent());
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        sdk.close();
        fake.close();
    }

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
    void anApprovalAfterTheEndOfWhatWasAskedFor() {
        // given
        String askId = asked(FakeSlack.USER);
        nowMs += DAY_MS;
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getRefused()).isEqualTo("What was asked for would have ended by now: ask again.");
        assertThat(fake.responses()).singleElement().asString().contains("ended by now");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void aDecisionAboutWhatIsDecided() {
        // given
        String askId = asked(FakeSlack.USER);
        press(LEAD, "decline", askId, "");
        await().until(() -> control.tail().decision(askId).isPresent());
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(2).getRefused()).isEqualTo("lead@example.com has decided it already.");
        assertThat(fake.responses()).singleElement().asString().contains("decided it already");
        assertThat(overrides()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "20, 40"})
    void anApprovalThatWouldTakeALargerOrALongerRaiseAway(long usd, long days) {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.RAISE, usd, nowMs + days * DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getAction()).isEqualTo("approve");
        assertThat(answer(1).getRefused())
                .startsWith("$" + usd + ".00 more until " + Instant.ofEpochMilli(nowMs + days * DAY_MS)
                        + " holds already for user:ann")
                .contains("ask for the whole amount");
        assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "holds already");
        assertThat(overrides()).hasSize(1);
    }

    @Test
    void anApprovalOfWhatWasAskedForASourceBeforeThatWasRefused() {
        // given
        CaseKey silence = new CaseKey("source:gateway", "silence", "");
        Answer ask = new Answer(Answer.Action.ASK, "ann@example.com", nowMs, nowMs + DAY_MS, "old", 50, "why");
        control.send(List.of(ControlMapping.ofAnswer("old", Answers.toAvro(silence, ask, "50", "slack", ""))));
        await().until(() -> control.tail().ask("old").isPresent());
        // when
        press(BOSS, "approve", "old", "", silence);
        // then
        assertThat(answer(1).getRefused()).startsWith("Nothing more can be given for silence of source:gateway");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void whatCouldNotBeApprovedForThatIsSaidToWhoAsksAlready() {
        // given
        hold(ScopeOverride.Kind.RAISE, 500, nowMs + DAY_MS);
        // when
        ask(FakeSlack.USER, "50", "4h");
        // then
        assertThat(answer(0).getRefused()).startsWith("$500.00 more until ");
        assertThat(fake.responses()).singleElement().asString().contains("holds already");
    }

    @Test
    void butAnApprovalOfAsMuchForAsLongTakesTheRaisesPlace() {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.RAISE, 50, nowMs + DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides())
                .extracting(record -> record.getOverride().getKind())
                .containsExactly("raise", "raise", "approve");
    }

    @Test
    void andOneThatIsOverOrWasTakenBackStandsInNobodysWay() {
        // given
        hold(ScopeOverride.Kind.RAISE, 500, nowMs);
        String askId = asked(FakeSlack.USER);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides()).hasSize(3);
        // when
        hold(ScopeOverride.Kind.RAISE, 500, nowMs + 9 * DAY_MS);
        control.send(List.of(ControlMapping.withoutOverride(ANN, ScopeOverride.Kind.RAISE)));
        await().until(() ->
                control.tail().override(ANN, ScopeOverride.Kind.RAISE, nowMs).isEmpty());
        ask(FakeSlack.USER, "50", "4h");
        // then
        assertThat(answers()).last().satisfies(answer -> assertThat(answer.getRefused())
                .isEmpty());
    }

    @Test
    void aLongerApprovalForNewTasksStaysWhereMoreIsGiven() {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.APPROVE, 0, nowMs + 40 * DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides())
                .extracting(record -> record.getOverride().getKind())
                .containsExactly("approve", "raise");
    }

    @Test
    void anApproversOwnAsk() {
        // given
        String askId = asked(BOSS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getRefused()).startsWith("Nobody decides what they asked for themselves");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void anAskOfAnotherCaseUnderThisOnesButtons() {
        // given
        String askId = asked(FakeSlack.USER);
        // when
        press(BOSS, "approve", askId, "", new CaseKey("user:bob", "pace", "24h"));
        // then
        assertThat(answer(1).getRefused()).contains("not known any more");
        assertThat(overrides()).isEmpty();
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
    void anApproversOwnAskThatIsKeptUnderTheirSlackId() {
        // given
        Answer own = new Answer(Action.ASK, BOSS, nowMs, nowMs + DAY_MS, "a-1", 50_000_000_000L, "release week");
        control.send(List.of(ControlMapping.ofAnswer("a-1", Answers.toAvro(CASE, own, "50", "slack", ""))));
        await().until(() -> control.tail().ask("a-1").isPresent());
        // when
        press(BOSS, "approve", "a-1", "");
        // then
        assertThat(overrides()).isEmpty();
        assertThat(answer(1).getRefused()).startsWith("Nobody decides what they asked for themselves");
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

    private AnswerRecord answer(int index) {
        return answers().get(index);
    }

    private List<AnswerRecord> answers() {
        return control.decisions().stream()
                .map(ControlRecord::getAnswer)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Somebody decided that before. */
    private void hold(ScopeOverride.Kind kind, long usd, long untilMs) {
        control.send(List.of(ControlMapping.ofOverride(
                new ScopeOverride(ANN, kind, usd * NanoUsd.PER_USD, "bob", "release week", 0, untilMs))));
        await().until(() -> control.tail().override(ANN, kind, untilMs - 1).isPresent());
    }

    private List<ControlRecord> overrides() {
        return control.decisions().stream()
                .filter(record -> record.getOverride() != null)
                .toList();
    }

    private String asked(String user) {
        ask(user, "50", "1d");
        String askId = answer(0).getAskId();
        await().until(() -> control.tail().ask(askId).isPresent());
        return askId;
    }

    private void press(String user, String action, String askId, String option) {
        press(user, action, askId, option, CASE);
    }

    private void press(String user, String action, String askId, String option, CaseKey of) {
        String token = new CaseToken(of, askId).text().orElseThrow();
        interactions.take(SlackPayloads.pressed(user, action, token, option, ++sent, fake.responseUrl()));
    }

    private String ask(String user, String amount, String end) {
        return ask(user, amount, end, CASE, "");
    }

    private void ask(String amount, String end, CaseKey of, String level) {
        ask(FakeSlack.USER, amount, end, of, level);
    }

    private String ask(String user, String amount, String end, CaseKey of, String level) {
        String token = new CaseToken(of, "").text().orElseThrow();
        return interactions.take(
                SlackPayloads.filledIn(user, amount, end, token + "\n" + fake.responseUrl() + "\n" + level, ++sent));
    }
}
