package io.flyball.actuators.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActuationDeskTest {
    private static final String ANN = "user:ann";
    private static final Limits HUNDRED = Limits.of(Map.of(LimitKind.REQUESTS_PER_MINUTE, 100L));
    private static final long FOREVER_MS = Workplace.START_MS + 365L * 24 * 3_600_000;
    /** A signal's ten requests a session become twenty. */
    private static final ActuatorRules ENFORCING = new ActuatorRules(
            PaperVendor.NAME, Mode.ENFORCE, Map.of(LimitKind.REQUESTS_PER_MINUTE, 5L), 2, 10, 10, 100, 5);

    private final Workplace place = new Workplace(ENFORCING);

    ActuationDeskTest() {
        place.vendor.limits.put(ANN, HUNDRED);
    }

    private void signal(long sequence, long requestsPerMinute) {
        place.table.apply(ANN, SignalJson.pace(ANN, sequence, requestsPerMinute, FOREVER_MS));
    }

    private void clear(long sequence) {
        place.table.apply(ANN, SignalJson.clear(ANN, sequence));
    }

    private Limits limits() {
        return place.vendor.limits.getOrDefault(ANN, Limits.NONE);
    }

    private static Limits requests(long perMinute) {
        return Limits.of(Map.of(LimitKind.REQUESTS_PER_MINUTE, perMinute));
    }

    @Test
    void aSignalTightensAndItsEndGivesBack() throws Exception {
        // given
        signal(1, 10);
        place.run(5);
        assertThat(limits()).isEqualTo(requests(20));

        // when
        clear(2);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
        assertThat(place.outcomes()).containsExactly("intended", "done", "restoring", "reverted");
    }

    @Test
    void aSignalThatLapsesGivesBackWithoutAnyone() throws Exception {
        // given
        place.table.apply(ANN, SignalJson.pace(ANN, 1, 10, place.nowMs + 10_000));
        place.run(5);

        // when
        place.run(10);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
    }

    @Test
    void aSignalThatOnlyTellsChangesNothing() throws Exception {
        // given
        place.table.apply(
                ANN, SignalJson.signal(ANN, 1, "advise", "velocity", "{'max_requests_per_minute':10}", FOREVER_MS));

        // when
        place.run(5);

        // then
        assertThat(place.entries).isEmpty();
    }

    @Test
    void whatIsTightEnoughIsLeft() throws Exception {
        // given
        signal(1, 60);

        // when
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
        assertThat(place.outcomes()).containsExactly("nothing_to_tighten");
    }

    @Test
    void aSmallDifferenceIsNotSentAndALargeOneIs() throws Exception {
        // given
        signal(1, 20);
        place.run(5);

        // when
        signal(2, 21);
        place.run(5);
        int changesOfSmall = place.vendor.changes.size();
        signal(3, 10);
        place.run(5);

        // then
        assertThat(changesOfSmall).isEqualTo(1);
        assertThat(limits()).isEqualTo(requests(20));
    }

    @Test
    void aDryRunWritesWhatItWouldDoAndDoesNothing() throws Exception {
        // given
        place.restart(ENFORCING.in(Mode.DRY_RUN));
        signal(1, 10);

        // when
        place.run(30);
        clear(2);
        place.run(5);

        // then
        assertThat(place.vendor.changes).isEmpty();
        assertThat(place.outcomes()).containsExactly("would_set", "would_restore");
        assertThat(place.entries.get(0).after()).isEqualTo(requests(20));
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "DRY_RUN"})
    void whoMayNoLongerSetTakesBackAtTheNextStart(Mode mode) throws Exception {
        // given
        signal(1, 10);
        place.run(5);

        // when
        place.restart(ENFORCING.in(mode));
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
    }

    @Test
    void enforcingAfterADryRunSetsWhatIsInForce() throws Exception {
        // given
        place.restart(ENFORCING.in(Mode.DRY_RUN));
        signal(1, 10);
        place.run(5);

        // when
        place.restart(ENFORCING);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(requests(20));
    }

    @Test
    void aRestartLiftsNothingAndSetsNothingTwice() throws Exception {
        // given
        signal(1, 10);
        place.run(5);

        // when
        place.restart(ENFORCING);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(requests(20));
        assertThat(place.vendor.changes).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = PaperVendor.Fault.class,
            names = {"DONE_AND_DIES", "DIES", "DONE_UNHEARD", "LATER"})
    void theOriginalIsKnownWhateverHappensToTheCall(PaperVendor.Fault fault) throws Exception {
        // given
        signal(1, 10);
        place.vendor.writeFaults.add(fault);
        place.run(10);
        assertThat(limits()).isEqualTo(requests(20));

        // when
        clear(2);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
    }

    @Test
    void whatSomebodyElseSetStaysAndIsToldOnce() throws Exception {
        // given
        signal(1, 10);
        place.run(5);
        place.vendor.limits.put(ANN, requests(70));

        // when
        signal(2, 5);
        place.run(5);
        signal(3, 20);
        place.run(5);
        clear(4);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(requests(70));
        assertThat(place.outcomes()).containsExactly("intended", "done", "foreign_change", "foreign_change");
    }

    @Test
    void ofTwoLimitsOnlyTheOneNobodyElseChangedIsGivenBack() throws Exception {
        // given
        place.table.apply(
                ANN,
                SignalJson.signal(
                        ANN,
                        1,
                        "pace",
                        "velocity",
                        "{'max_requests_per_minute':10,'max_tokens_per_minute':500}",
                        FOREVER_MS));
        place.run(5);
        place.vendor.limits.put(ANN, limits().with(LimitKind.TOKENS_PER_MINUTE, 77L));

        // when
        clear(2);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(HUNDRED.with(LimitKind.TOKENS_PER_MINUTE, 77L));
    }

    @Test
    void aRefusalIsNotRepeatedUntilTheSignalEnds() throws Exception {
        // given
        signal(1, 10);
        place.vendor.writeFaults.add(PaperVendor.Fault.REFUSED);

        // when
        place.run(900);
        clear(2);
        place.run(400);

        // then
        assertThat(place.vendor.changes).isEmpty();
        assertThat(place.outcomes()).containsExactly("intended", "refused", "reverted");
    }

    @Test
    void theLastStateWinsWhereThereIsNoRoomInTheMinute() throws Exception {
        // given
        place.restart(new ActuatorRules(PaperVendor.NAME, Mode.ENFORCE, Map.of(), 1, 1, 10, 100, 5));
        signal(1, 50);
        place.run(2);

        // when
        for (int i = 2; i < 40; i++) {
            signal(i, 50 - i);
            place.run(1);
        }
        place.run(90);

        // then
        assertThat(limits()).isEqualTo(requests(11));
        assertThat(place.vendor.changes).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whatHoldsForLongIsWrittenAgainBeforeItFallsOutOfTheTopic() throws Exception {
        // given
        signal(1, 10);
        place.run(5);

        // when
        place.nowMs += 31L * 24 * 3_600_000;
        place.run(2);

        // then
        assertThat(place.outcomes()).containsExactly("intended", "done", "held");
        assertThat(place.entries.get(2).holding().original()).isEqualTo(HUNDRED);
    }

    @Test
    void aTargetThatCannotBeFoundIsRememberedForAWeek() throws Exception {
        // given
        signal(1, 10);
        place.run(5);
        clear(2);
        place.vendor.limits.remove(ANN);
        place.run(600);
        assertThat(place.outcomes()).containsExactly("intended", "done", "refused");

        // when
        place.vendor.limits.put(ANN, requests(20));
        place.run(600);

        // then
        assertThat(limits()).isEqualTo(HUNDRED);
    }

    @Test
    void whatItSetItselfIsNotTakenForTheOriginalWhereAnEntryCannotBeRead() throws Exception {
        // given
        signal(1, 10);
        place.run(5);
        place.entries.clear();
        place.unread.add(ANN);
        place.restart(ENFORCING);

        // when
        signal(2, 5);
        place.run(5);

        // then
        assertThat(limits()).isEqualTo(requests(20));
        assertThat(place.entries).isEmpty();
    }
}
