package io.flyball.app.explain;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.app.http.PageDoor;
import io.flyball.app.report.Decisions;
import io.flyball.app.report.Report;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Scope;
import io.flyball.schemas.avro.AnswerRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The door on a real server at a free port of the loopback, beside the page, with one burn to explain. */
final class ExplainServer implements ExplainSource, AutoCloseable {
    static final String BURN = "burn-1f00c2a9b3d4";
    static final long NOON_MS = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;
    private static final long DOLLAR = 1_000_000_000L;

    private final Server server;

    ExplainServer() {
        ServerBuilder builder = Server.builder();
        builder.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new PageDoor().bind(builder);
        new ExplainDoor(this, () -> NOON_MS).bind(builder);
        builder.gracefulShutdownTimeoutMillis(0, 0);
        server = builder.build();
        server.start().join();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
    }

    @Override
    public List<Finding> findings() {
        return List.of(new Finding(
                BURN,
                FindingKind.BURN,
                Scope.parse("user:<b>ann</b>"),
                Severity.HIGH,
                "3d",
                NOON_MS - 2 * HOUR_MS,
                -1,
                NOON_MS - HOUR_MS,
                4_012 * DOLLAR,
                "<b>ann</b> spent $4,012.00 in 3d & goes on.",
                new TreeMap<>(Map.of("open_nano_usd", "4000000000000", "calls_in_total", "6409"))));
    }

    @Override
    public List<Report.SignalSection> signals() {
        return List.of();
    }

    @Override
    public Decisions decisions() {
        AnswerRecord snooze = AnswerRecord.newBuilder()
                .setAction("snooze")
                .setScope("user:<b>ann</b>")
                .setFindingKind("burn")
                .setWindow("3d")
                .setUntilMs(NOON_MS + HOUR_MS)
                .setBy("ann@example.test")
                .setDoor("slack")
                .setAtMs(NOON_MS - HOUR_MS)
                .build();
        return new Decisions(List.of(snooze), List.of());
    }

    @Override
    public Optional<String> spendOf(String scope) {
        return Optional.empty();
    }

    @Override
    public List<AmountAt> courseOf(String scope, String window) {
        return window.equals("3d")
                ? List.of(
                        new AmountAt(NOON_MS - 3 * HOUR_MS, 1_000 * DOLLAR),
                        new AmountAt(NOON_MS - 2 * HOUR_MS, 4_000 * DOLLAR),
                        new AmountAt(NOON_MS - HOUR_MS, 4_012 * DOLLAR))
                : List.of();
    }

    /** Stops without waiting: the port is closed at once, the threads wind down by themselves. */
    @Override
    public void close() {
        var unused = server.stop();
    }
}
