package io.flyball.connect.poll;

import io.flyball.connect.poll.ReportState.Sweep;
import io.flyball.connect.report.BillingReport;
import io.flyball.connect.report.Bucket;
import io.flyball.connect.report.Line;
import io.flyball.connect.report.PageReading.ReportPage;
import io.flyball.connect.report.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which page of a report to ask for and what its answer changes. Pure: the state, the answer, the time and the
 * luck are parameters.
 *
 * <p>A sweep reads from the oldest bucket that may have changed up to today's, which is not over. It ends where the
 * provider has no more pages. Lines that say what they said before are not sent again.
 */
public final class ReportPoller {
    private final PollPlan plan;

    public ReportPoller(PollPlan plan) {
        this.plan = plan;
    }

    /** What to do now. */
    public Step next(ReportState state, long nowMs) {
        if (nowMs < state.dueMs()) {
            return new Step.Rest(state.dueMs());
        }
        Sweep sweep = sweep(state, nowMs);
        return new Step.Ask(new PageRequest(sweep.fromMs(), sweep.page(), sweep.buckets()));
    }

    /** What the answer to the page that {@link #next} asked for leads to. */
    public Reading after(ReportState state, Answer answer, long nowMs, int jitterPermille) {
        Sweep sweep = sweep(state, nowMs);
        if (answer instanceof Answer.Page page) {
            return page(state, sweep, page.page(), nowMs);
        }
        if (answer instanceof Answer.Unreadable unreadable) {
            return unreadable(state, sweep, unreadable.reason(), nowMs, jitterPermille);
        }
        if (answer instanceof Answer.Throttled throttled && throttled.retryAfterMs() >= 0) {
            long waitMs = Math.min(PollPlan.LONGEST_WAIT_MS, Math.max(1, throttled.retryAfterMs()));
            return new Reading(
                    new ReportState(state.progress(), sweep, nowMs + waitMs, state.failures()), List.of(), List.of());
        }
        if (answer instanceof Answer.Refused) {
            // Perhaps the page's name has expired: what is not read yet is asked for by its time.
            return failed(state, restarted(sweep), nowMs, jitterPermille);
        }
        return failed(state, sweep, nowMs, jitterPermille);
    }

    private Sweep sweep(ReportState state, long nowMs) {
        Sweep running = state.sweep();
        if (running != null) {
            return running;
        }
        long fromMs = plan.sweepFromMs(state.progress(), nowMs);
        return new Sweep(fromMs, "", BillingReport.PAGE_BUCKETS, 0, fromMs, null);
    }

    private static Sweep restarted(Sweep sweep) {
        return new Sweep(sweep.nextMs(), "", sweep.buckets(), sweep.unreadable(), sweep.nextMs(), null);
    }

    private Reading failed(ReportState state, Sweep sweep, long nowMs, int jitterPermille) {
        int failures = state.failures() + 1;
        long dueMs = nowMs + plan.backoffMs(failures, jitterPermille);
        return new Reading(new ReportState(state.progress(), sweep, dueMs, failures), List.of(), List.of());
    }

    /** A page that stays unreadable is asked for bucket by bucket; a bucket that does is left out until the next sweep. */
    private Reading unreadable(ReportState state, Sweep sweep, String reason, long nowMs, int jitterPermille) {
        int times = sweep.unreadable() + 1;
        String refusal = "the page from " + Instant.ofEpochMilli(sweep.nextMs()) + " cannot be read: " + reason;
        Sweep again;
        if (times < PollPlan.TRIES) {
            again = new Sweep(sweep.fromMs(), sweep.page(), sweep.buckets(), times, sweep.nextMs(), sweep.held());
        } else if (sweep.buckets() > 1) {
            again = new Sweep(sweep.nextMs(), "", 1, 0, sweep.nextMs(), null);
        } else {
            long skippedToMs = sweep.nextMs() + BillingReport.BUCKET_MS;
            refusal = "the bucket of " + Instant.ofEpochMilli(sweep.nextMs()) + " is left out of this sweep: " + reason;
            if (skippedToMs > nowMs) {
                ReportState over = new ReportState(state.progress(), null, nowMs + plan.pollEveryMs(), 0);
                return new Reading(over, List.of(), List.of(refusal));
            }
            again = new Sweep(skippedToMs, "", BillingReport.PAGE_BUCKETS, 0, skippedToMs, null);
        }
        Reading failed = failed(state, again, nowMs, jitterPermille);
        return new Reading(failed.next(), List.of(), List.of(refusal));
    }

    private Reading page(ReportState state, Sweep sweep, ReportPage page, long nowMs) {
        List<String> refusals = new ArrayList<>(page.refusals());
        boolean more = sweep.buckets() > 1 && !page.nextPage().isEmpty();
        if (more && page.nextPage().equals(sweep.page())) {
            refusals.add("the page from " + Instant.ofEpochMilli(sweep.nextMs()) + " names itself as the next one");
            more = false;
        }
        List<Bucket> buckets = joined(sweep.held(), page.buckets());
        Bucket held = more && !buckets.isEmpty() ? buckets.remove(buckets.size() - 1) : null;
        List<BucketChange> changes = new ArrayList<>();
        Progress progress = state.progress();
        for (Bucket bucket : buckets) {
            BucketChange change = change(progress, bucket, nowMs);
            progress = change.after();
            if (!change.changed().isEmpty() || !change.gone().isEmpty()) {
                changes.add(change);
            }
        }
        long nextMs = held != null ? held.startMs() : endMs(buckets, sweep.nextMs());
        Sweep left = more
                ? new Sweep(sweep.fromMs(), page.nextPage(), sweep.buckets(), 0, nextMs, held)
                : bucketByBucket(sweep, nextMs, nowMs);
        long dueMs = left == null ? nowMs + plan.pollEveryMs() : 0;
        return new Reading(new ReportState(progress, left, dueMs, 0), changes, List.copyOf(refusals));
    }

    /** While a bad bucket is looked for the next one is asked for by its time, for the bad one has no name. */
    private static @Nullable Sweep bucketByBucket(Sweep sweep, long nextMs, long nowMs) {
        boolean goesOn = sweep.buckets() == 1 && nextMs > sweep.nextMs() && nextMs <= nowMs;
        return goesOn ? new Sweep(nextMs, "", 1, 0, nextMs, null) : null;
    }

    private static List<Bucket> joined(@Nullable Bucket held, List<Bucket> page) {
        Map<Long, Bucket> byStart = new LinkedHashMap<>();
        if (held != null) {
            byStart.put(held.startMs(), held);
        }
        page.forEach(bucket -> byStart.merge(bucket.startMs(), bucket, Bucket::continuedBy));
        return new ArrayList<>(byStart.values());
    }

    private static long endMs(List<Bucket> buckets, long otherwiseMs) {
        return buckets.isEmpty() ? otherwiseMs : buckets.get(buckets.size() - 1).endMs();
    }

    private BucketChange change(Progress before, Bucket bucket, long nowMs) {
        Map<String, String> sent = before.sentOf(bucket.startMs());
        Map<String, String> now = new LinkedHashMap<>();
        Map<String, String> meanwhile = new LinkedHashMap<>(sent);
        List<Line> changed = new ArrayList<>();
        for (Line line : bucket.lines()) {
            now.put(line.group(), line.content());
            if (!line.content().equals(sent.get(line.group()))) {
                changed.add(line);
                meanwhile.put(line.group(), Progress.PERHAPS_SENT);
            }
        }
        List<String> gone = new ArrayList<>();
        sent.forEach((group, content) -> {
            if (!now.containsKey(group) && bucket.whole()) {
                gone.add(group);
                meanwhile.put(group, Progress.PERHAPS_SENT); // it may come back as it was
            } else {
                // A line that is refused today was perhaps sent yesterday: it stays until we know better.
                now.putIfAbsent(group, content);
            }
        });
        long forgetBeforeMs = plan.sweepFromMs(before, nowMs);
        Progress during = before.with(bucket.startMs(), bucket.startMs(), meanwhile, forgetBeforeMs);
        Progress after = before.with(bucket.startMs(), bucket.endMs(), now, forgetBeforeMs);
        return new BucketChange(bucket.startMs(), bucket.endMs(), changed, gone, during, after);
    }
}
