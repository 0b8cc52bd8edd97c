package io.flyball.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.app.report.Decisions;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Scope;
import io.flyball.schemas.avro.AnswerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerWordsTest {
    private static final CaseKey BURN = new CaseKey("user:ann", "burn", "3d");
    private static final long NOON_MS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;

    @Test
    void tellsWhatStillHoldsInThePresentAndWhatIsOverInThePast() {
        // given
        AnswerRecord snooze = answer("snooze", "ann", NOON_MS, NOON_MS + 4 * HOUR_MS);

        // then
        assertThat(history(NOON_MS + HOUR_MS, snooze))
                .containsExactly(
                        "2026-03-02T12:00:00Z  ann says that it is intended: people are told nothing more until"
                                + " 2026-03-02T16:00:00Z.");
        assertThat(history(NOON_MS + 4 * HOUR_MS, snooze))
                .containsExactly(
                        "2026-03-02T12:00:00Z  ann said that it is intended: people were told nothing more until"
                                + " 2026-03-02T16:00:00Z.");
    }

    @Test
    void tellsOfASnoozeThatALaterOneTookThePlaceOf() {
        // given
        AnswerRecord first = answer("snooze", "ann", NOON_MS, NOON_MS + 4 * HOUR_MS);
        AnswerRecord second = answer("snooze", "boss", NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS);

        // when
        List<String> lines = history(NOON_MS + HOUR_MS, second, first);

        // then
        assertThat(lines)
                .containsExactly(
                        "2026-03-02T12:00:00Z  ann said that it is intended, until 2026-03-02T16:00:00Z; a later answer"
                                + " took its place.",
                        "2026-03-02T13:00:00Z  boss says that it is intended: people are told nothing more until"
                                + " 2026-03-02T14:00:00Z.");
    }

    @Test
    void tellsWhatWasAskedForWhyAndWhoDecided() {
        // given
        AnswerRecord ask = ask("a-1", NOON_MS + HOUR_MS);
        AnswerRecord approved = AnswerRecord.newBuilder(answer("approve", "boss", NOON_MS + 60_000, 0))
                .setAskId("a-1")
                .setAmountUsd("50")
                .build();

        // then
        assertThat(history(NOON_MS, ask, approved))
                .containsExactly(
                        "2026-03-02T12:00:00Z  ann asked for $50.00 more until 2026-03-02T13:00:00Z: \"release week\".",
                        "2026-03-02T12:01:00Z  boss approved the $50.00.");
        assertThat(history(NOON_MS, ask)).singleElement().asString().endsWith("Nobody has decided it yet.");
        assertThat(history(NOON_MS + HOUR_MS, ask))
                .singleElement()
                .asString()
                .endsWith("Nobody decided it before then.");
    }

    @Test
    void tellsWhoWasRefusedAndWhy() {
        // given
        AnswerRecord refused = AnswerRecord.newBuilder(answer("approve", "eve", NOON_MS, NOON_MS))
                .setRefused("eve may not approve.")
                .build();

        // then
        assertThat(history(NOON_MS, refused))
                .containsExactly("2026-03-02T12:00:00Z  eve wanted to approve and was refused: eve may not approve.");
    }

    @Test
    void tellsWhatIsInForceForTheScopeUntilItsEnd() {
        // given
        ScopeOverride raise = new ScopeOverride(
                Scope.parse("user:ann"),
                ScopeOverride.Kind.RAISE,
                50_000_000_000L,
                "boss",
                "release week",
                0,
                NOON_MS + HOUR_MS);
        Decisions decisions = new Decisions(List.of(), List.of(raise));

        // then
        assertThat(new AnswerWords(decisions, NOON_MS).history(BURN))
                .containsExactly(
                        "In force until 2026-03-02T13:00:00Z: its budgets and burns are raised by $50.00, by boss (release week).");
        assertThat(new AnswerWords(decisions, NOON_MS + HOUR_MS).history(BURN)).containsExactly("Nobody has answered.");
        assertThat(new AnswerWords(decisions, NOON_MS).history(new CaseKey("user:bob", "burn", "3d")))
                .containsExactly("Nobody has answered.");
    }

    @Test
    void keepsToTheKindAndWindowOfTheCase() {
        // given
        AnswerRecord ofAnotherWindow = AnswerRecord.newBuilder(answer("snooze", "ann", NOON_MS, NOON_MS + HOUR_MS))
                .setWindow("24h")
                .build();
        AnswerRecord ofAnotherKind = AnswerRecord.newBuilder(answer("snooze", "ann", NOON_MS, NOON_MS + HOUR_MS))
                .setFindingKind("loop")
                .build();
        AnswerWords words = new AnswerWords(new Decisions(List.of(ofAnotherWindow, ofAnotherKind), List.of()), NOON_MS);

        // then
        assertThat(words.history(BURN)).containsExactly("Nobody has answered.");
        assertThat(words.latest(Set.of(BURN))).isEmpty();
    }

    private static List<String> history(long nowMs, AnswerRecord... answers) {
        return new AnswerWords(new Decisions(List.of(answers), List.of()), nowMs).history(BURN);
    }

    private static AnswerRecord ask(String id, long untilMs) {
        return AnswerRecord.newBuilder(answer("ask", "ann", NOON_MS, untilMs))
                .setAskId(id)
                .setAmountUsd("50")
                .setReason("release week")
                .build();
    }

    private static AnswerRecord answer(String action, String by, long atMs, long untilMs) {
        return AnswerRecord.newBuilder()
                .setAction(action)
                .setScope("user:ann")
                .setFindingKind("burn")
                .setWindow("3d")
                .setUntilMs(untilMs)
                .setBy(by)
                .setDoor("slack")
                .setAtMs(atMs)
                .build();
    }
}
