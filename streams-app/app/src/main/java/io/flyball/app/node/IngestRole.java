package io.flyball.app.node;

import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.ingest.http.IngestDoors;
import io.flyball.ingest.intake.IngestMetric;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.intake.UsageRecords;
import io.flyball.ingest.otlp.MoneySignals;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.otlp.OtlpRules;
import io.flyball.schemas.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;

/** Takes usage over HTTP and gRPC. Closed after the server, so that what was let in is stored. */
final class IngestRole implements AutoCloseable {
    private final Intake intake;
    private final IngestDoors doors;

    IngestRole(NodeSettings settings, SchemaRegistry registry, MeterRegistry meters) {
        IngestSettings ingest = settings.ingest();
        IntakeMeters intakeMeters = new IntakeMeters(meters);
        intake = new Intake(
                ingest.intake().producer(settings.client()),
                new UsageRecords(registry, settings.topics()),
                ingest.intake(),
                ingest.pseudonyms(),
                intakeMeters,
                System::currentTimeMillis);
        OtlpMapping otlp = new OtlpMapping(new OtlpRules(ingest.identity(), MoneySignals.DEFAULT));
        IngestMetric.USAGE_INCONSISTENT.register(meters, otlp, OtlpMapping::usageInconsistent);
        doors = new IngestDoors(intake, intakeMeters, ingest.tokens(), ingest.identity(), otlp, System::nanoTime);
    }

    void bind(ServerBuilder server) {
        doors.bind(server);
    }

    @Override
    public void close() {
        intake.close();
    }
}
