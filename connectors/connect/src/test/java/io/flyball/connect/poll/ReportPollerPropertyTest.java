package io.flyball.connect.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connect.report.Bucket;
import io.flyball.connect.report.Line;
import io.flyball.connect.report.PageReading.ReportPage;
import io.flyball.connect.report.PageRequest;
import io.flyball.schemas.avro.BillingLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A provider that revises, and everything between it and the topic failing at any moment. */
class ReportPollerPropertyTest {
    private static final long DAY = 86_400_000L;
    private static final int REVISION_DAYS = 5;
    private static final int FIRST_DAY = 100;
    private static final int DAYS = 12;
    private static final BillingLine VALUE = BillingLine.newBuilder()
            .setProvider("p")
            .setReport("r")
            .setKind("usage")
            .setBucketStartMs(0)
            .setBucketEndMs(1)
            .setGranularity("1d")
            .setReadAtMs(0)
            .build();

    private final Map<Long, Map<String, String>> truth = new TreeMap<>();
    private final ReportPoller poller =
            new ReportPoller(new PollPlan(FIRST_DAY * DAY, REVISION_DAYS * DAY, 3_600_000, 1_000, 60_000));
    private Random random = new Random(0);
    private long nowMs;

    @Property(tries = 1000)
    void whateverFailsTheTopicShowsWhatTheProviderSays(@ForAll long seed) {
        // given
        random = new Random(seed);
        truth.clear();
        nowMs = FIRST_DAY * DAY + 1;
        CompactedView topic = new CompactedView();
        ReportState state = ReportState.of(Progress.NONE);

        // when
        while (nowMs < (FIRST_DAY + DAYS) * DAY) {
            revise();
            state = step(topic, state, true);
            nowMs += random.nextInt(3) == 0 ? random.nextInt((int) DAY / 3) : 60_000;
        }
        state = calmSweep(topic, state);

        // then
        assertThat(topic.lines()).isEqualTo(flat());
        int records = topic.records();
        calmSweep(topic, state);
        assertThat(topic.records()).as("nothing changed, nothing is sent").isEqualTo(records);
    }

    /**
     * Days that may be revised get, lose and change lines; not in their last two, since a day that cannot be read for as
     * long as it may still change is left out, as documented.
     */
    private void revise() {
        long today = nowMs / DAY;
        long day = Math.max(FIRST_DAY, today - random.nextInt(REVISION_DAYS - 2));
        Map<String, String> lines = truth.computeIfAbsent(day * DAY, d -> new TreeMap<>());
        String group = String.format("group-%02d", random.nextInt(5));
        if (random.nextInt(4) == 0) {
            lines.remove(group);
        } else {
            lines.put(group, String.format("%08d", random.nextInt(100)));
        }
    }

    private ReportState step(CompactedView topic, ReportState state, boolean rough) {
        Step step = poller.next(state, nowMs);
        if (step instanceof Step.Rest) {
            return state;
        }
        Answer answer = rough ? rough(((Step.Ask) step).request()) : page(((Step.Ask) step).request());
        Reading reading = poller.after(state, answer, nowMs, random.nextInt(1001));
        if (rough && random.nextInt(10) == 0) {
            // killed while sending: what got through has its offset, all else is forgotten
            topic.send(reading.changes(), random.nextInt(4));
            return ReportState.of(topic.offset());
        }
        topic.send(reading.changes(), Integer.MAX_VALUE);
        return reading.next();
    }

    private Answer rough(PageRequest request) {
        return switch (random.nextInt(8)) {
            case 0 -> new Answer.Throttled(random.nextInt(5_000) - 1);
            case 1 -> new Answer.Failed("status 503");
            case 2 -> new Answer.Unreadable("no JSON");
            case 3 -> new Answer.Refused(400);
            default -> page(request);
        };
    }

    private ReportState calmSweep(CompactedView topic, ReportState from) {
        ReportState state = from;
        boolean asked = false;
        for (int i = 0; i < 500 && !(asked && state.sweep() == null); i++) {
            nowMs = Math.max(nowMs, state.dueMs());
            boolean whole = state.sweep() == null;
            state = step(topic, state, false);
            asked |= whole;
        }
        return state;
    }

    private Answer page(PageRequest request) {
        long from = request.page().isEmpty() ? request.fromMs() : Long.parseLong(request.page());
        List<Bucket> buckets = new ArrayList<>();
        long start = from;
        for (; start <= nowMs && buckets.size() < request.buckets(); start += DAY) {
            List<Line> lines = new ArrayList<>();
            truth.getOrDefault(start, Map.of()).forEach((group, content) -> lines.add(new Line(group, content, VALUE)));
            buckets.add(new Bucket(start, start + DAY, lines, true));
        }
        return new Answer.Page(new ReportPage(buckets, start <= nowMs ? Long.toString(start) : "", List.of()));
    }

    private Map<String, String> flat() {
        Map<String, String> all = new TreeMap<>();
        truth.forEach((start, lines) -> lines.forEach((group, content) -> all.put(start + "/" + group, content)));
        return all;
    }
}
