package io.flyball.connect;

import io.flyball.connect.TaskCounts.Count;
import io.flyball.connect.http.ProviderClient;
import io.flyball.connect.poll.Answer;
import io.flyball.connect.poll.PollPlan;
import io.flyball.connect.poll.Progress;
import io.flyball.connect.poll.Reading;
import io.flyball.connect.poll.ReportPoller;
import io.flyball.connect.poll.ReportState;
import io.flyball.connect.poll.Step;
import io.flyball.connect.report.BillingReport;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.RegistryUnavailableException;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.BillingLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads reports of one provider: asks what {@link ReportPoller} says, sends what it says changed, counts what it refused.
 * Decides nothing. An answer that cannot be used never ends it; a key without the right does, for that needs a person.
 */
abstract class UsageTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(UsageTask.class);
    private static final int PERMILLE = 1000;
    /** A worker that pauses or rebalances waits for poll to come back. */
    private static final long LONGEST_POLL_MS = 1_000;

    private final Provider provider;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final TaskCounts counts = new TaskCounts();
    private final List<Reader> readers = new ArrayList<>();
    private volatile @Nullable Running running;

    /** What lives from start to stop. */
    private record Running(
            ProviderClient client, SchemaRegistry registry, BillingRecords records, ReportPoller poller) {}

    /** A report and where the reading of it is. */
    private static final class Reader {
        private final BillingReport report;
        private ReportState state;

        Reader(BillingReport report, ReportState state) {
            this.report = report;
            this.state = state;
        }

        long dueMs() {
            return state.dueMs();
        }
    }

    UsageTask(Provider provider) {
        this.provider = provider;
    }

    @Override
    public String version() {
        return ConnectVersion.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        ConnectorSettings settings = new ConnectorSettings(provider, properties);
        PollPlan plan = settings.plan(nowMs());
        SchemaRegistry registry = SchemaRegistry.connect(settings.registryUrl(), settings.registryClient());
        AvroSerde<BillingLine> serde = new AvroSerde<>(registry, settings.topics(), Topic.BILLING, BillingLine.class);
        running = new Running(
                new ProviderClient(
                        settings.baseUrl(), settings.adminKey(), settings.requestTimeout(), UsageTask::nowMs),
                registry,
                new BillingRecords(settings.topics().name(Topic.BILLING), serde, plan.revisionMs()),
                new ReportPoller(plan));
        counts.register(context);
        for (BillingReport report : settings.reports()) {
            Progress progress = stored(report);
            LOG.info("{} {}: {}", provider.api().name(), report.name(), progress);
            readers.add(new Reader(report, ReportState.of(progress)));
        }
    }

    private Progress stored(BillingReport report) {
        Map<String, Object> offset = context.offsetStorageReader().offset(BillingRecords.partition(report));
        try {
            return offset == null ? Progress.NONE : Progress.ofOffset(offset);
        } catch (IllegalArgumentException e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Running now = running;
        Reader reader = readers.stream()
                .min(java.util.Comparator.comparingLong(Reader::dueMs))
                .orElseThrow();
        if (now == null || stopped.getCount() == 0) {
            return null;
        }
        Step step = now.poller().next(reader.state, nowMs());
        if (step instanceof Step.Rest rest) {
            boolean unused = stopped.await(Math.min(LONGEST_POLL_MS, rest.untilMs() - nowMs()), TimeUnit.MILLISECONDS);
            return null;
        }
        Answer answer = now.client().ask(reader.report, ((Step.Ask) step).request());
        return stopped.getCount() == 0 ? null : take(now, reader, answer);
    }

    private @Nullable List<SourceRecord> take(Running now, Reader reader, Answer answer) {
        count(reader.report, answer);
        if (answer instanceof Answer.Denied denied) {
            throw new ConnectException(provider.api().denied(denied.status()));
        }
        int jitter = ThreadLocalRandom.current().nextInt(PERMILLE + 1);
        Reading reading = now.poller().after(reader.state, answer, nowMs(), jitter);
        List<SourceRecord> records;
        try {
            records = now.records().of(reader.report, reading.changes(), nowMs());
        } catch (RegistryUnavailableException e) {
            // The state stays what it was: the page is asked for again.
            throw new RetriableException(e.getMessage(), e);
        }
        reader.state = reading.next();
        counts.add(Count.RECORDS, records.size());
        counts.add(Count.REFUSED, reading.refusals().size());
        reading.refusals()
                .forEach(refusal -> LOG.warn("{} {}: {}", provider.api().name(), reader.report.name(), refusal));
        return records.isEmpty() ? null : records;
    }

    private void count(BillingReport report, Answer answer) {
        if (answer instanceof Answer.Page) {
            counts.add(Count.PAGES, 1);
        } else if (answer instanceof Answer.Throttled) {
            counts.add(Count.THROTTLED, 1);
        } else if (answer instanceof Answer.Failed failed) {
            counts.add(Count.FAILED, 1);
            LOG.warn("{} {}: {}; it is asked again", provider.api().name(), report.name(), failed.reason());
        } else if (answer instanceof Answer.Refused refused) {
            counts.add(Count.FAILED, 1);
            LOG.warn(
                    "{} {}: the request is refused with status {}, it is asked again; check base.url and the version"
                            + " of this plugin where that goes on",
                    provider.api().name(),
                    report.name(),
                    refused.status());
        }
    }

    /** What was counted since start. */
    TaskCounts counts() {
        return counts;
    }

    @Override
    public void stop() {
        stopped.countDown();
        Running now = running;
        if (now != null) {
            now.client().close();
            now.registry().close();
        }
    }

    private static long nowMs() {
        return System.currentTimeMillis();
    }
}
