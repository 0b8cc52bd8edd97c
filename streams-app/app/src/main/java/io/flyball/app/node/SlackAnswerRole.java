package io.flyball.app.node;

import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.AlertMetric;
import io.flyball.alerting.memory.ControlLog;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.alerting.slack.RefusalAudit;
import io.flyball.alerting.slack.SlackDoor;
import io.flyball.alerting.slack.SlackInteractions;
import io.flyball.alerting.slack.SlackSocket;
import io.flyball.alerting.slack.SocketPace;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what people answer in Slack: at the door, by Socket Mode, or both. */
final class SlackAnswerRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackAnswerRole.class);
    private static final int THREADS = 2;
    /** Longer than a call of Slack's and one of Kafka's usually take together. */
    private static final long CLOSE_WITHIN_S = 15;

    private final AlertTargets.SlackAnswering answering;
    private final MeterRegistry meters;
    private final ExecutorService work = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SlackInteractions interactions;
    private final @Nullable RefusalAudit audit;
    private final @Nullable SlackDoor door;
    private @Nullable SlackSocket socket;

    /** What answers are judged by and kept with. */
    record Ports(ControlTail control, ControlLog log, Rights rights, RememberedCases cases) {}

    SlackAnswerRole(AlertTargets.SlackAnswering answering, Ports ports, MeterRegistry meters) {
        this.answering = answering;
        this.meters = meters;
        AlertMeters alertMeters = new AlertMeters(meters);
        interactions = new SlackInteractions(
                answering.slack(),
                answering.token(),
                ports.control(),
                ports.log(),
                ports.rights(),
                ports.cases(),
                alertMeters,
                work,
                System::currentTimeMillis);
        String secret = answering.signingSecret();
        audit = secret == null
                ? null
                : new RefusalAudit(ports.log(), timer, secret, "slack", System::currentTimeMillis);
        door = secret == null || audit == null
                ? null
                : new SlackDoor(secret, interactions, alertMeters, audit, System::currentTimeMillis);
    }

    void bind(ServerBuilder server) {
        if (door != null) {
            door.bind(server);
        }
    }

    void start() {
        String appToken = answering.appToken();
        if (appToken != null) {
            SlackSocket started = SlackSocket.start(
                    answering.slack(),
                    appToken,
                    interactions,
                    SocketPace.DEFAULT,
                    ThreadLocalRandom.current()::nextDouble);
            socket = started;
            AlertMetric.SOCKET_CONNECTED.register(meters, started, s -> s.isConnected() ? 1 : 0);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
        timer.shutdownNow();
        keepWhatWasAcknowledged();
        if (audit != null) {
            audit.close();
        }
    }

    /** Slack does not send again what it was told is taken. */
    private void keepWhatWasAcknowledged() {
        work.shutdown();
        try {
            if (!work.awaitTermination(CLOSE_WITHIN_S, TimeUnit.SECONDS)) {
                LOG.error(
                        "Answers from Slack could not be kept within {} s: {} were not even begun, and those under way"
                                + " are lost",
                        CLOSE_WITHIN_S,
                        work.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
