package io.flyball.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.Refusal;
import io.flyball.app.report.Decisions;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.WasteKind;
import io.flyball.schemas.avro.AnswerRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainerTest {
    private static final String BURN = "{'id':'burn-1f00c2a9b3d4','kind':'burn','scope':'user:ann@example.test',"
            + "'severity':'high','window':'3d','opened_at':'2026-03-02T10:15:00.000Z','closed_at':null,"
            + "'cost_nano_usd':4012000000000,'text':'ann spent $4,012.00 in 3d.','evidence':"
            + "{'open_nano_usd':'4000000000000','close_nano_usd':'3200000000000','rule':'user:* 3d'}}";
    private static final String OLD_LOOP = "{'id':'loop-aa00c2a9b3d4','kind':'loop','scope':'user:ann@example.test',"
            + "'severity':'high','window':'','opened_at':'2026-02-02T10:15:00.000Z',"
            + "'closed_at':'2026-02-02T10:30:00.000Z','cost_nano_usd':90000000,'text':'It repeated itself.',"
            + "'evidence':{'repeats':'7','seconds':'80','pattern':'the {same} action'}}";
    private static final String ADVISE = "{'scope':'user:ann@example.test','sequence':1772446500000,"
            + "'level':'advise','cause':'velocity','at':'2026-03-02T10:15:00.000Z',"
            + "'valid_until':'2026-03-05T10:00:00.000Z','limits':{},'text':'Look.','findings':['burn-1f00c2a9b3d4']}";
    private static final String PACE = "{'scope':'user:ann@example.test','sequence':1772446500900,'level':'pace',"
            + "'cause':'velocity','at':'2026-03-02T11:15:00.000Z','valid_until':'2026-03-05T11:00:00.000Z',"
            + "'limits':{'max_requests_per_minute':10},'text':'Slow down.','findings':['burn-1f00c2a9b3d4']}";

    private static final long NOW_MS =
            java.time.Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

    private final JsonNode report =
            json("{'findings':[" + BURN + "," + OLD_LOOP + "],'signals':[" + ADVISE + "," + PACE + "]}");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysOfAFindingWhatHappenedTheRuleTheNumbersTheHistoryAndTheEnd() {
        // when
        String text = Explainer.explain("burn-1f00c2a9b3d4", report);

        // then
        assertThat(text)
                .containsSubsequence(
                        "burn-1f00c2a9b3d4: burn of user:ann@example.test, severity high",
                        "What happened",
                        "ann spent $4,012.00 in 3d.",
                        "still open",
                        "The rule",
                        "reaches $4,000.00; it closes below $3,200.00 (user:* 3d)",
                        "In the policy: findings.burn.",
                        "The numbers",
                        "open_nano_usd                $4,000.00",
                        "What followed",
                        "advise (velocity)",
                        "pace (velocity)",
                        "History of user:ann@example.test",
                        "loop-aa00c2a9b3d4  $0.09, closed 2026-02-02T10:30:00.000Z",
                        "When it ends",
                        "as things stand the signal ends at 2026-03-05T11:00:00.000Z",
                        "Sooner: spend less");
    }

    @Test
    void saysOfWhatIsOverThatItIsOver() {
        // when
        String text = Explainer.explain("loop-aa00c2a9b3d4", report);

        // then
        assertThat(text).contains("it was 7 times in 80 s (the (same) action)", "nobody was asked", "It is over.");
        assertThat(text).doesNotContain("Sooner");
    }

    @Test
    void explainsTheLatestSignalOfAScope() {
        // when
        String text = Explainer.explain("user:ann@example.test", report);

        // then
        assertThat(text)
                .startsWith("user:ann@example.test@1772446500900: pace by velocity")
                .containsSubsequence(
                        "Slow down.",
                        "Requests are spread out, none is refused for good: max_requests_per_minute 10.",
                        "burn-1f00c2a9b3d4",
                        "findings.burn",
                        "loop-aa00c2a9b3d4",
                        "By itself at 2026-03-05T11:00:00.000Z",
                        "Sooner, for burn: spend less");
    }

    @Test
    void explainsASignalThatWasRenewedSinceAsWhatItIsNow() {
        assertThat(Explainer.explain("user:ann@example.test@1772446500000", report))
                .contains(": advise by velocity");
        assertThat(Explainer.explain("user:ann@example.test@1772446500001", report))
                .contains(": pace by velocity");
    }

    @Test
    void saysWhatEachDollarDidWhereThatIsKnown() {
        // when
        String text = explained("user:ann@example.test", report, this::spendOf);

        // then
        assertThat(text)
                .containsSubsequence(
                        "pace by velocity",
                        "What each dollar did",
                        "Of $100.00 so far $70.00 (70 %) was useful.",
                        "$20.00 (20 %) " + WasteKind.RETRY.words(),
                        "$10.00 (10 %) " + WasteKind.CACHE_REBUILT.words(),
                        "3 calls have no price yet",
                        "History of")
                .doesNotContain(WasteKind.FRONTIER_MODEL.words());
        assertThat(Explainer.explain("user:ann@example.test", report)).doesNotContain("What each dollar did");
    }

    @Test
    void explainsAScopeThatSpentAndDidNothingElseByItsDollars() {
        // when
        String text = explained("user:ann@example.test", json("{'findings':[],'signals':[]}"), this::spendOf);

        // then
        assertThat(text)
                .startsWith("user:ann@example.test: nothing found, nothing slowed")
                .contains("(70 %) was useful");
    }

    @Test
    void neverRoundsALittleWasteAway() {
        // when
        var sentences = DollarWords.of(
                json("{'cost_nano_usd':100000000000,'useful_nano_usd':99900000000,'waste':{'retry':100000000}}"));

        // then
        assertThat(sentences)
                .containsExactly(
                        "Of $100.00 so far $99.90 (over 99 %) was useful.",
                        "$0.10 (under 1 %) " + WasteKind.RETRY.words() + ".");
    }

    @Test
    void saysInOneParagraphWhyASignalIsThereAndWhatPeopleAnswered() {
        // given
        AnswerRecord snooze = answer("snooze", "ann@example.test", "").build();
        AnswerRecord stranger = answer("snooze", "eve@example.test", "")
                .setRefused("Only who it concerns.")
                .build();
        AnswerRecord ask =
                answer("ask", "ann@example.test", "a-1").setAmountUsd("50").build();
        AnswerRecord approve = answer("approve", "boss@example.test", "a-1").build();

        // when
        String text =
                explained("user:ann@example.test", report, scope -> Optional.empty(), snooze, stranger, ask, approve);

        // then
        String paragraph = text.lines().skip(3).findFirst().orElseThrow();
        assertThat(text).contains("\nIn short\n");
        assertThat(paragraph)
                .isEqualTo("  user:ann@example.test is at pace since 2026-03-02T11:15:00.000Z and until"
                        + " 2026-03-05T11:00:00.000Z. ann spent $4,012.00 in 3d. ann@example.test says that it is"
                        + " intended: people are told nothing more until 2026-03-03T00:00:00Z. ann@example.test asked for"
                        + " $50.00 more until 2026-03-03T00:00:00Z. boss@example.test approved it.");
    }

    @Test
    void saysOfAFindingWhatPeopleAnsweredToIt() {
        // given
        AnswerRecord snooze = answer("snooze", "ann@example.test", "").build();
        AnswerRecord toALoop =
                answer("snooze", "bob@example.test", "").setFindingKind("loop").build();

        // when
        String text = explained("burn-1f00c2a9b3d4", report, scope -> Optional.empty(), toALoop, snooze);

        // then
        assertThat(text)
                .containsSubsequence(
                        "What followed",
                        "What people answered",
                        "2026-03-02T10:15:00Z  ann@example.test says that it is intended",
                        "History of")
                .doesNotContain("bob@example.test");
    }

    @Test
    void doesNotTellOfASignalThatASnoozeHoldsWhichIsOverOrOfAnotherCase() {
        // given
        AnswerRecord over =
                answer("snooze", "ann@example.test", "").setUntilMs(NOW_MS - 1).build();
        AnswerRecord ofAnother =
                answer("snooze", "bob@example.test", "").setWindow("24h").build();

        // when
        String text = explained("user:ann@example.test", report, scope -> Optional.empty(), over, ofAnother);

        // then
        assertThat(text)
                .contains("ann@example.test said that it is intended: people were told nothing more until")
                .doesNotContain("bob@example.test");
    }

    private static String explained(
            String name, JsonNode report, Function<String, Optional<JsonNode>> spendOf, AnswerRecord... answers) {
        AnswerWords words = new AnswerWords(new Decisions(List.of(answers), List.of()), NOW_MS);
        return Explainer.explain(name, report, spendOf, words).text();
    }

    private static AnswerRecord.Builder answer(String action, String by, String askId) {
        return AnswerRecord.newBuilder()
                .setAction(action)
                .setScope("user:ann@example.test")
                .setFindingKind("burn")
                .setWindow("3d")
                .setAskId(askId)
                .setUntilMs(java.time.Instant.parse("2026-03-03T00:00:00Z").toEpochMilli())
                .setBy(by)
                .setDoor("slack")
                .setAtMs(1_772_446_500_000L);
    }

    private Optional<JsonNode> spendOf(String scope) {
        return scope.equals("user:ann@example.test")
                ? Optional.of(json("{'cost_nano_usd':100000000000,'useful_nano_usd':70000000000,'unpriced_calls':3,"
                        + "'waste':{'cache_rebuilt':10000000000,'retry':20000000000,'frontier_model':0}}"))
                : Optional.empty();
    }

    @Test
    void refusesAnUnknownNameWithTheNearest() {
        assertThatThrownBy(() -> Explainer.explain("burn-1f00c2a9b3d5", report))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"burn-1f00c2a9b3d5\"")
                .hasMessageContaining("write burn-1f00c2a9b3d4 or ");
        assertThatThrownBy(() -> Explainer.explain("user:ann@example.test@1772446500901", report))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("write user:ann@example.test@1772446500900 or ");
        assertThatThrownBy(() -> Explainer.explain("x", json("{'findings':[],'signals':[]}")))
                .hasMessageContaining("nothing to explain");
    }

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void hasWordsForEveryKind(FindingKind kind) {
        assertThat(KindWords.of(kind.wireName())).isNotEqualTo(KindWords.of("a kind to come"));
        assertThat(KindWords.of(kind.wireName()).ends()).isNotEqualTo("when it is over");
    }
}
