package io.flyball.app.reconcile;

import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import io.flyball.app.feed.Cluster;
import io.flyball.app.replay.Replay.ReplayProgress;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.reconcile.BilledDays;
import io.flyball.core.reconcile.ListPrices;
import io.flyball.core.reconcile.MeasuredDays;
import io.flyball.core.reconcile.ProviderSummary;
import io.flyball.core.reconcile.Reconciled;
import io.flyball.core.reconcile.Reconciliation;
import io.flyball.schemas.Topic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One reconciliation of a cluster: reads both sides, compares them, writes what came out to its topic. */
public final class Reconcile {
    private static final int DEFAULT_DAYS = 30;
    private static final int ANSWER_WITHIN_SECONDS = 15;

    private final Cluster cluster;
    private final ReconcileRequest request;
    private final ReplayProgress progress;

    public Reconcile(Cluster cluster, ReconcileRequest request, ReplayProgress progress) {
        this.cluster = cluster;
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws Refusal where there is no bill, or none of the provider
     */
    public ReconcileResult run() {
        refuseWithoutTopics();
        ReconcileInput input = new ReconcileInput(cluster, progress);
        input.read();
        Set<String> providers = providers(input.billed());
        long to = request.to().toEpochDay();
        long from = from(input.measured(), to);
        List<String> notes = new ArrayList<>(input.notes());
        addNotes(input, from, to, notes);
        Reconciliation reconciliation =
                new Reconciliation(input.measured(), input.billed(), ListPrices.of(input.book()), request.nowMs());
        ReconciliationTopic topic = new ReconciliationTopic(cluster);
        List<ProviderSummary> summaries = new ArrayList<>();
        progress.phase("writing");
        for (String provider : providers) {
            List<Reconciled> comparisons = reconciliation.of(provider, from, to);
            topic.replace(provider, from, to, comparisons, request.nowMs());
            summaries.add(ProviderSummary.of(provider, comparisons));
        }
        return new ReconcileResult(LocalDate.ofEpochDay(from), request.to(), summaries, notes);
    }

    /** A cluster may have been set up by a release that knew of no bills. */
    private void refuseWithoutTopics() {
        try (Admin admin = Cluster.admin(cluster.client())) {
            Set<String> present = admin.listTopics().names().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            for (Topic topic : List.of(Topic.BILLING, Topic.RECONCILIATION)) {
                if (!present.contains(cluster.topics().name(topic))) {
                    throw new Refusal("Topic " + cluster.topics().name(topic)
                            + " does not exist: create what is missing with \"flyball topics create\".");
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            throw Cluster.unreachable(cluster.client());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cluster.unreachable(cluster.client());
        }
    }

    private Set<String> providers(BilledDays billed) {
        Set<String> known = billed.providers();
        String bills = cluster.topics().name(Topic.BILLING);
        if (known.isEmpty()) {
            throw new Refusal(
                    "Topic " + bills
                            + " has no line of a bill: deploy a connector for your provider, or wait until it has read its reports.");
        }
        String wanted = request.provider();
        if (wanted == null) {
            return known;
        }
        if (!known.contains(wanted)) {
            throw new Refusal("--provider " + wanted + " has no bill on " + bills + ": " + Nearest.mend(wanted, known));
        }
        return Set.of(wanted);
    }

    private long from(MeasuredDays measured, long to) {
        LocalDate given = request.from();
        return given != null
                ? given.toEpochDay()
                : Math.min(to, Math.max(to - DEFAULT_DAYS, measured.firstDay().orElse(to - DEFAULT_DAYS)));
    }

    private void addNotes(ReconcileInput input, long from, long to, List<String> notes) {
        MeasuredDays measured = input.measured();
        long first = measured.firstDay().orElse(Long.MAX_VALUE);
        if (first == Long.MAX_VALUE) {
            notes.add("No charge was measured at all: whatever was billed shows as missing_source.");
        } else if (first > from) {
            notes.add("The earliest charge is of " + LocalDate.ofEpochDay(first)
                    + ": what was billed before shows as missing_source; write --from "
                    + LocalDate.ofEpochDay(first) + ".");
        }
        String only = request.provider();
        measured.costByProvider(from, to).forEach((provider, nanoUsd) -> {
            if (!input.billed().providers().contains(provider) && only == null && nanoUsd > 0) {
                notes.add((provider.isEmpty() ? "Models of no known provider" : "Provider " + provider) + ": "
                        + NanoUsd.toDisplayString(nanoUsd) + " measured, and no bill to compare it with.");
            }
        });
        if (measured.setAsideCalls() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d calls on the priority tier (%s at list prices) are not compared: a commitment pays them, and no"
                            + " report of costs has them.",
                    measured.setAsideCalls(),
                    NanoUsd.toDisplayString(measured.setAsideNanoUsd())));
        }
    }

    /** Yesterday: the last day that is over, in UTC. */
    public static LocalDate lastWholeDay(long nowMs, @Nullable LocalDate given) {
        return given != null ? given : LocalDate.ofEpochDay(Math.floorDiv(nowMs, 86_400_000L) - 1);
    }
}
