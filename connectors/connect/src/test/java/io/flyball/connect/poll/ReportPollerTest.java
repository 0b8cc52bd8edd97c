package io.flyball.connect.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connect.report.Bucket;
import io.flyball.connect.report.Line;
import io.flyball.connect.report.PageReading.ReportPage;
import io.flyball.connect.report.PageRequest;
import io.flyball.schemas.avro.BillingLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportPollerTest {
    private static final long DAY = 86_400_000L;
    private static final long TODAY = 20_000 * DAY;
    private static final long NOW = TODAY + 3_600_000L;
    private static final PollPlan PLAN = new PollPlan(TODAY - 10 * DAY, 3 * DAY, 300_000, 1_000, 60_000);

    private final ReportPoller poller = new ReportPoller(PLAN);

    @Test
    void beginsWhereItIsToldAndGoesOnThreeDaysBeforeWhatItRead() {
        assertThat(asked(ReportState.of(Progress.NONE))).isEqualTo(new PageRequest(TODAY - 10 * DAY, "", 7));

        // when
        Reading reading =
                poller.after(ReportState.of(Progress.NONE), page("", bucket(TODAY - DAY), bucket(TODAY)), NOW, 0);

        // then: today is not over, so "read to" its end counts as now
        assertThat(poller.next(reading.next(), NOW)).isEqualTo(new Step.Rest(NOW + 300_000));
        assertThat(poller.next(reading.next(), NOW + 300_000))
                .isEqualTo(new Step.Ask(new PageRequest(TODAY - DAY, "", 7)));
        assertThat(poller.next(ReportState.of(new Progress(TODAY - 90 * DAY, TODAY - 20 * DAY, new TreeMap<>())), NOW))
                .isEqualTo(new Step.Ask(new PageRequest(TODAY - 23 * DAY, "", 7)));
    }

    @Test
    void followsPagesAndHoldsBackABucketThatMayGoOn() {
        // given
        ReportState start = ReportState.of(Progress.NONE);
        Reading first = poller.after(
                start, page("p2", bucket(TODAY - 2 * DAY, "a", "1"), bucket(TODAY - DAY, "b", "1")), NOW, 0);

        // when: the second page has more of the bucket that the first one ended with
        assertThat(asked(first.next())).isEqualTo(new PageRequest(TODAY - 10 * DAY, "p2", 7));
        Reading second = poller.after(first.next(), page("", bucket(TODAY - DAY, "c", "1")), NOW, 0);

        // then
        assertThat(first.changes()).extracting(BucketChange::startMs).containsExactly(TODAY - 2 * DAY);
        assertThat(second.changes()).singleElement().satisfies(change -> assertThat(change.changed())
                .extracting(Line::group)
                .containsExactly(group("b"), group("c")));
    }

    @Test
    void sendsNothingAgainThatSaysWhatItSaid() {
        // given
        ReportState read = poller.after(
                        ReportState.of(Progress.NONE), page("", bucket(TODAY, "a", "1", "b", "1")), NOW, 0)
                .next();

        // when
        Reading again = poller.after(read, page("", bucket(TODAY, "a", "1", "b", "2")), NOW, 0);

        // then
        assertThat(again.changes()).singleElement().satisfies(change -> {
            assertThat(change.changed()).extracting(Line::group).containsExactly(group("b"));
            assertThat(change.gone()).isEmpty();
        });
        assertThat(poller.after(again.next(), page("", bucket(TODAY, "b", "2", "a", "1")), NOW, 0)
                        .changes())
                .isEmpty();
    }

    @Test
    void takesBackALineThatIsGoneButNotOneThatIsRefused() {
        // given
        ReportState read = poller.after(
                        ReportState.of(Progress.NONE), page("", bucket(TODAY, "a", "1", "b", "1")), NOW, 0)
                .next();
        Bucket withARefusal = new Bucket(TODAY, TODAY + DAY, List.of(line("a", "1")), false);

        // when
        Reading refused = poller.after(read, page("", withARefusal), NOW, 0);
        Reading gone = poller.after(refused.next(), page("", bucket(TODAY, "a", "1")), NOW, 0);

        // then
        assertThat(refused.changes()).isEmpty();
        assertThat(gone.changes()).singleElement().satisfies(change -> assertThat(change.gone())
                .containsExactly(group("b")));
    }

    @Test
    void waitsAsLongAsTheProviderWantsUpToAnHour() {
        ReportState start = ReportState.of(Progress.NONE);

        assertThat(poller.after(start, new Answer.Throttled(42_000), NOW, 0)
                        .next()
                        .dueMs())
                .isEqualTo(NOW + 42_000);
        assertThat(poller.after(start, new Answer.Throttled(Long.MAX_VALUE), NOW, 0)
                        .next()
                        .dueMs())
                .isEqualTo(NOW + 3_600_000);
        assertThat(poller.after(start, new Answer.Throttled(-1), NOW, 1000)
                        .next()
                        .dueMs())
                .isEqualTo(NOW + 1_000);
    }

    @Test
    void backsOffWithJitterUpToABound() {
        // given
        ReportState state = ReportState.of(Progress.NONE);

        // when
        for (int i = 0; i < 3; i++) {
            state = poller.after(state, new Answer.Failed("status 500"), NOW, 1000)
                    .next();
        }

        // then
        assertThat(state.dueMs()).isEqualTo(NOW + 4_000);
        assertThat(PLAN.backoffMs(3, 0)).isEqualTo(2_000);
        assertThat(PLAN.backoffMs(1_000_000, 1000)).isEqualTo(60_000);
        assertThat(asked(new ReportState(state.progress(), state.sweep(), 0, 3)))
                .isEqualTo(new PageRequest(TODAY - 10 * DAY, "", 7));
    }

    @Test
    void asksByTimeWhereThePagesNameIsRefused() {
        // given
        ReportState state = poller.after(
                        ReportState.of(Progress.NONE),
                        page("p2", bucket(TODAY - 2 * DAY, "a", "1"), bucket(TODAY - DAY, "b", "1")),
                        NOW,
                        0)
                .next();

        // when
        ReportState next = poller.after(state, new Answer.Refused(400), NOW, 0).next();

        // then: the bucket that was held back is asked for again
        assertThat(asked(new ReportState(next.progress(), next.sweep(), 0, 0)))
                .isEqualTo(new PageRequest(TODAY - DAY, "", 7));
    }

    @Test
    void looksForABadBucketOneByOneAndLeavesItAlone() {
        // given: a page that cannot be read, three times
        ReportState state = ReportState.of(Progress.NONE);
        for (int i = 0; i < 3; i++) {
            state = poller.after(state, new Answer.Unreadable("no JSON"), NOW, 0)
                    .next();
        }
        assertThat(asked(at(state))).isEqualTo(new PageRequest(TODAY - 10 * DAY, "", 1));

        // when: the first bucket can be read, the second cannot
        Reading one = poller.after(at(state), page("next", bucket(TODAY - 10 * DAY, "a", "1")), NOW, 0);
        state = one.next();
        assertThat(asked(state)).isEqualTo(new PageRequest(TODAY - 9 * DAY, "", 1));
        Reading bad = poller.after(state, new Answer.Unreadable("no JSON"), NOW, 0);
        for (int i = 0; i < 2; i++) {
            bad = poller.after(at(bad.next()), new Answer.Unreadable("no JSON"), NOW, 0);
        }

        // then
        assertThat(one.changes()).hasSize(1);
        assertThat(bad.refusals()).singleElement().asString().contains("is left out of this sweep");
        assertThat(asked(at(bad.next()))).isEqualTo(new PageRequest(TODAY - 8 * DAY, "", 7));
    }

    @Test
    void doesNotTurnInCirclesWhereAPageNamesItself() {
        // given
        ReportState state = poller.after(ReportState.of(Progress.NONE), page("p", bucket(TODAY - DAY)), NOW, 0)
                .next();

        // when
        Reading reading = poller.after(state, page("p", bucket(TODAY)), NOW, 0);

        // then
        assertThat(reading.refusals()).singleElement().asString().contains("names itself");
        assertThat(poller.next(reading.next(), NOW)).isInstanceOf(Step.Rest.class);
    }

    @Test
    void readsBackTheOffsetItWrote() {
        // given
        ReportState state = poller.after(
                        ReportState.of(Progress.NONE),
                        page("", bucket(TODAY - DAY, "a", "1", "b", "2"), bucket(TODAY, "c", "3")),
                        NOW,
                        0)
                .next();

        // then
        assertThat(Progress.ofOffset(state.progress().toOffset())).isEqualTo(state.progress());
        assertThat(Progress.ofOffset(Progress.NONE.toOffset())).isEqualTo(Progress.NONE);
    }

    @Test
    void refusesAnOffsetItDidNotWrite() {
        Map<String, Object> strange = new TreeMap<>(Progress.NONE.toOffset());
        strange.put("sent", "5:abc");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Progress.ofOffset(strange))
                .hasMessageContaining("reset the connector's offsets");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Progress.ofOffset(Map.of("position", 3L)))
                .hasMessageContaining("[position]");
    }

    private PageRequest asked(ReportState state) {
        Step step = poller.next(state, NOW);
        assertThat(step).isInstanceOf(Step.Ask.class);
        return ((Step.Ask) step).request();
    }

    private static ReportState at(ReportState state) {
        return new ReportState(state.progress(), state.sweep(), 0, state.failures());
    }

    private static Answer page(String next, Bucket... buckets) {
        return new Answer.Page(new ReportPage(List.of(buckets), next, List.of()));
    }

    private static Bucket bucket(long startMs, String... groupsAndContents) {
        List<Line> lines = new java.util.ArrayList<>();
        for (int i = 0; i < groupsAndContents.length; i += 2) {
            lines.add(line(groupsAndContents[i], groupsAndContents[i + 1]));
        }
        return new Bucket(startMs, startMs + DAY, lines, true);
    }

    private static String group(String name) {
        return (name + "-------").substring(0, 8);
    }

    private static Line line(String group, String content) {
        BillingLine value = BillingLine.newBuilder()
                .setProvider("p")
                .setReport("r")
                .setKind("usage")
                .setBucketStartMs(0)
                .setBucketEndMs(1)
                .setGranularity("1d")
                .setReadAtMs(0)
                .build();
        return new Line(group(group), group(content), value);
    }
}
