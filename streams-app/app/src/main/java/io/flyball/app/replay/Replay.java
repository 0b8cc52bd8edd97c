package io.flyball.app.replay;

import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.embedded.TemporaryFolder;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.feed.UsageSender;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportBuilder;
import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.ChargeLog;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.app.streams.TopicTail;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Files through the same topology on an embedded broker, at full speed, in stream time: control first, then the input
 * with each record stamped by the newest valid time so far, then the marks of its end, then the report.
 */
public final class Replay {
    private static final Duration TOO_LONG = Duration.ofHours(12);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);

    private final ReplayRequest request;
    private final ReplayProgress progress;

    public Replay(ReplayRequest request, ReplayProgress progress) {
        this.request = request;
        this.progress = progress;
    }

    /** Hears how a replay goes. */
    public interface ReplayProgress {
        void phase(String name);

        void reading(long bytesRead, long bytesTotal, long records);
    }

    /** Looks at what a replay left on its topics, before it is gone. */
    public interface Afterwards<T> {
        T look(Report report, ChargeLog charges);
    }

    /** Runs the replay to its end and answers its report; leaves nothing behind. */
    public Report run() throws IOException, UnreadableInput {
        progress.phase("starting the embedded broker");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            return runOn(broker, TopicCatalogue.DEFAULT_PREFIX);
        }
    }

    /** The same on a broker that is there; no two replays may have the same topic prefix. */
    public Report runOn(EmbeddedBroker broker, String topicPrefix) throws IOException, UnreadableInput {
        return runOn(broker, topicPrefix, (report, charges) -> report);
    }

    /** The same, with a look at every charge when all is counted. */
    public <T> T runOn(EmbeddedBroker broker, String topicPrefix, Afterwards<T> afterwards)
            throws IOException, UnreadableInput {
        Path stateDir = Files.createTempDirectory("flyball-state-");
        try (SchemaRegistry registry = SchemaRegistry.inMemory()) {
            TopicCatalogue topics = new TopicCatalogue(topicPrefix, request.partitions(), (short) 1);
            Map<String, Object> client =
                    Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
            Report report = run(broker, client, registry, topics, stateDir);
            return afterwards.look(report, new ChargeLog(new TopicTail(client), registry, topics));
        } finally {
            TemporaryFolder.delete(stateDir);
        }
    }

    private Report run(
            EmbeddedBroker broker,
            Map<String, Object> client,
            SchemaRegistry registry,
            TopicCatalogue topics,
            Path stateDir)
            throws UnreadableInput {
        String applicationId = topics.prefix() + "replay";
        try (Admin admin = Admin.create(client)) {
            topics.create(admin);
            new ControlSender(client, registry, topics).send(controls());
            TopologySettings settings =
                    new TopologySettings(topics, request.policy().admissionHorizonMs(), Clocking.STREAM);
            StreamsConfigs config = new StreamsConfigs(
                    broker.bootstrapServers(), applicationId, stateDir.toString(), threads(), COMMIT_EVERY);
            CaughtUp caughtUp = new CaughtUp(admin, topics, applicationId);
            try (GovernorStreams streams = new GovernorStreams(settings, registry, config, Map.of())) {
                streams.start();
                awaitOrFail(caughtUp.await(Topic.CONTROL, TOO_LONG, streams::alive));
                return feedAndReport(client, registry, topics, caughtUp, streams);
            }
        }
    }

    private Report feedAndReport(
            Map<String, Object> client,
            SchemaRegistry registry,
            TopicCatalogue topics,
            CaughtUp caughtUp,
            GovernorStreams streams)
            throws UnreadableInput {
        long startNanos = System.nanoTime();
        List<String> notes;
        progress.phase("reading");
        try (UsageSender sender =
                new UsageSender(client, registry, topics, UsageSender.Stamping.INPUT_ORDER, progress::reading)) {
            ReadOptions options = new ReadOptions(request.user(), System.currentTimeMillis());
            request.reader().read(request.files(), options, sender);
            sender.endOfInput();
            notes = sender.notes();
        }
        progress.phase("counting what is still on its way");
        awaitOrFail(caughtUp.await(TOO_LONG, streams::alive));
        long wallMs = (System.nanoTime() - startNanos) / 1_000_000;
        progress.phase("reporting");
        return new ReportBuilder(streams, topics, registry, new TopicTail(client)).build(notes, wallMs);
    }

    private static void awaitOrFail(boolean done) {
        if (!done) {
            throw new IllegalStateException("The topology stopped before the input was counted: see the log above.");
        }
    }

    private int threads() {
        return Math.max(1, Math.min(request.partitions(), Runtime.getRuntime().availableProcessors()));
    }

    private List<ControlRecord> controls() {
        List<ControlRecord> changes = new ArrayList<>();
        changes.add(ControlMapping.ofPolicy(request.policy()));
        PriceBookFile.byModel(request.prices())
                .forEach((model, rows) -> changes.add(ControlMapping.ofPrices(model, rows)));
        request.directory().forEach(person -> changes.add(ControlMapping.ofPerson(person)));
        return changes;
    }
}
