package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.UsageEvent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthsTest {
    private static final long THREE_DAYS_MS = 3 * CompanyPlan.DAY_MS;

    private Recorded recorded;
    private Map<String, UsageEvent> byId;

    @BeforeAll
    void runThroughFourWeeks() {
        recorded = Recorded.of(CompanyPlan.small(), 3);
        byId = recorded.byId();
    }

    @Test
    void everythingThatCanGoWrongDoes() {
        // when
        Set<TruthKind> kinds = recorded.truths().stream().map(Truth::kind).collect(Collectors.toSet());

        // then
        assertThat(kinds).isEqualTo(EnumSet.allOf(TruthKind.class));
    }

    @Test
    void everyFormOfALoopOccurs() {
        // when
        Set<String> variants =
                recorded.truths(TruthKind.LOOP).stream().map(Truth::variant).collect(Collectors.toSet());

        // then
        assertThat(variants)
                .containsExactlyInAnyOrder(
                        "identical",
                        "digits-differ",
                        "same-edit",
                        "period-two",
                        "period-three",
                        "others-between",
                        "resent",
                        "retry-storm",
                        "fan-out");
    }

    @Test
    void everyTruthBeginsWithACallOfTheStreamInItsBounds() {
        assertThat(recorded.truths()).isNotEmpty().allSatisfy(truth -> {
            assertThat(byId).containsKey(truth.firstWrongEventId());
            UsageEvent first = Objects.requireNonNull(byId.get(truth.firstWrongEventId()));
            assertThat(first.timeMs()).isEqualTo(truth.startMs()).isLessThan(truth.endMs());
            assertThat(first.session()).isIn(truth.session(), truth.session().isEmpty() ? first.session() : "-");
            assertThat(truth.user()).isIn(first.user(), "");
            assertThat(truth.calls()).isGreaterThanOrEqualTo(3);
            assertThat(truth.endMs())
                    .isLessThanOrEqualTo(recorded.company().plan().endMs());
        });
    }

    @Test
    void aTruthIsAboutItsUserItsSourceOrItsModel() {
        assertThat(recorded.truths())
                .allSatisfy(truth -> assertThat(truth.scope().dimension())
                        .isEqualTo(
                                switch (truth.kind()) {
                                    case SILENCE -> Dimension.SOURCE;
                                    case UNPRICED -> Dimension.MODEL;
                                    default -> Dimension.USER;
                                }));
    }

    @Test
    void nobodyHasTwoThingsWrongWithinADay() {
        // given
        List<Truth> ofPeople = recorded.truths().stream()
                .filter(truth -> !truth.user().isEmpty())
                .toList();

        // when
        List<Truth> overlapping = ofPeople.stream()
                .filter(truth -> ofPeople.stream()
                        .anyMatch(other -> other != truth
                                && other.user().equals(truth.user())
                                && other.startMs() <= truth.endMs() + CompanyPlan.DAY_MS
                                && truth.startMs() <= other.endMs() + CompanyPlan.DAY_MS))
                .toList();

        // then
        assertThat(overlapping).isEmpty();
    }

    @Test
    void aBurnSpendsWhatItWasMeantToWithinThreeDays() {
        // given
        AnomalyPlan burnsAlone = new AnomalyPlan(4, 0, 0, 0, 0, 0, 0, 50, 300, 4);

        // when
        Recorded burning = Recorded.of(CompanyPlan.small().withAnomalies(burnsAlone), 3);

        // then
        assertThat(burning.truths()).hasSize(4).allSatisfy(burn -> {
            assertThat(burn.kind()).isEqualTo(TruthKind.BURN);
            assertThat(burn.sizeNanoUsd()).isBetween(2_000 * NanoUsd.PER_USD, 12_000 * NanoUsd.PER_USD);
            assertThat(burn.costNanoUsd()).isBetween(burn.sizeNanoUsd(), burn.sizeNanoUsd() + 2 * NanoUsd.PER_USD);
            assertThat(burn.endMs() - burn.startMs()).isLessThanOrEqualTo(THREE_DAYS_MS);
        });
    }

    @Test
    void theSizeOfABurnIsThatOfThePlan() {
        // given
        AnomalyPlan twice = new AnomalyPlan(4, 0, 0, 0, 0, 0, 0, 50, 300, 4).withBurnPercent(200);

        // when
        Recorded burning = Recorded.of(CompanyPlan.small().withAnomalies(twice), 3);

        // then
        assertThat(burning.truths()).isNotEmpty().allMatch(burn -> burn.sizeNanoUsd() == 8_000 * NanoUsd.PER_USD);
    }

    @Test
    void aSpikeIsManyTimesWhatIsUsualForThatPersonWithinADay() {
        assertThat(recorded.truths(TruthKind.SPIKE)).isNotEmpty().allSatisfy(spike -> {
            assertThat(spike.costNanoUsd())
                    .isGreaterThanOrEqualTo(8 * recorded.company().usualDayNanoUsd(spike.user()));
            assertThat(spike.endMs() - spike.startMs()).isLessThan(CompanyPlan.DAY_MS);
        });
    }

    @Test
    void aSilentSourceIsNotHeardUntilItsSilenceEnds() {
        // given
        Truth silence = recorded.truths(TruthKind.SILENCE).get(0);
        List<UsageEvent> ofSource = recorded.events().stream()
                .filter(event -> event.source().equals(silence.scope().id()))
                .toList();

        // when
        List<Long> heard = ofSource.stream()
                .map(UsageEvent::timeMs)
                .filter(timeMs -> timeMs >= silence.startMs() && timeMs <= silence.endMs())
                .toList();

        // then
        assertThat(heard).containsExactly(silence.startMs(), silence.endMs());
        assertThat(silence.calls()).isGreaterThan(50);
    }

    @Test
    void anUnknownModelIsCalledBeforeItsPriceIsEntered() {
        // given
        Truth unpriced = recorded.truths(TruthKind.UNPRICED).get(0);

        // when
        PriceChange entered = recorded.company().prices().stream()
                .filter(change -> change.model().equals(unpriced.scope().id()))
                .findFirst()
                .orElseThrow();

        // then
        assertThat(unpriced.startMs()).isBetween(entered.fromMs(), entered.announcedMs());
        assertThat(entered.fromMs()).isLessThan(entered.announcedMs());
        assertThat(unpriced.endMs()).isLessThan(entered.announcedMs());
        assertThat(recorded.events())
                .filteredOn(event -> event.model().equals(entered.model()) && event.timeMs() < entered.announcedMs())
                .hasSize(unpriced.calls());
    }

    @Test
    void pricesOfTwoModelsChangeOnTheWay() {
        // given
        CompanyPlan plan = recorded.company().plan();

        // when
        List<String> changed = recorded.company().prices().stream()
                .filter(change -> change.fromMs() > plan.startMs() && change.announcedMs() == change.fromMs())
                .map(PriceChange::model)
                .toList();

        // then
        assertThat(changed).containsExactly("claude-haiku-4-5", "gpt-5.2-codex");
    }

    @Test
    void everyCallSaysWhichTruthItIsPartOf() {
        // given
        Traffic traffic = Company.of(CompanyPlan.small(), 3).traffic();
        Map<String, Integer> calls = new HashMap<>();

        // when
        while (traffic.hasNext()) {
            traffic.next();
            calls.merge(traffic.firstWrongEventId(), 1, Integer::sum);
        }

        // then
        assertThat(calls).containsKey("");
        assertThat(traffic.truths())
                .filteredOn(truth -> truth.kind() != TruthKind.SILENCE)
                .isNotEmpty()
                .allMatch(truth -> calls.getOrDefault(truth.firstWrongEventId(), 0) == truth.calls());
    }

    @Test
    void everythingRightThatLooksWrongIsThereAndIsNoTruth() {
        // when
        List<LookAlike> lookAlikes = recorded.lookAlikes();

        // then
        assertThat(lookAlikes.stream().map(LookAlike::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(LookAlikeKind.class));
        assertThat(lookAlikes).allSatisfy(lookAlike -> {
            assertThat(recorded.truths())
                    .noneMatch(truth -> truth.session().equals(lookAlike.session())
                            && truth.startMs() <= lookAlike.endMs()
                            && lookAlike.startMs() <= truth.endMs());
            assertThat(Objects.requireNonNull(byId.get(lookAlike.firstEventId()))
                            .timeMs())
                    .isEqualTo(lookAlike.startMs());
        });
    }

    @Test
    void aCompanyWhereNothingGoesWrongHasLookAlikesAndNoTruths() {
        // when
        Recorded quiet = Recorded.of(CompanyPlan.small().withDays(10).withAnomalies(AnomalyPlan.none()), 3);

        // then
        assertThat(quiet.truths()).isEmpty();
        assertThat(quiet.lookAlikes()).isNotEmpty();
    }

    @Test
    void aShareOfTheGatewaysReportsNeitherFingerprintsNorActions() {
        // given
        Set<String> bare = recorded.company().bareSources();

        // when
        Set<String> withoutAny =
                new HashSet<>(recorded.events().stream().map(UsageEvent::source).collect(Collectors.toSet()));
        recorded.events().stream()
                .filter(event -> !event.requestFingerprint().isEmpty()
                        || !event.actions().isEmpty())
                .forEach(event -> withoutAny.remove(event.source()));

        // then
        assertThat(withoutAny).isEqualTo(bare).hasSize(1);
        assertThat(recorded.truths())
                .filteredOn(truth -> truth.kind() == TruthKind.LOOP)
                .allSatisfy(loop -> assertThat(loop.fingerprints())
                        .isEqualTo(!bare.contains(Objects.requireNonNull(byId.get(loop.firstWrongEventId()))
                                .source())));
    }
}
