package io.flyball.app.node;

import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.alerting.cases.AlertDesk;
import io.flyball.alerting.cases.DispatchPolicy;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.channel.AlertmanagerFeed;
import io.flyball.alerting.channel.Courier;
import io.flyball.alerting.channel.ThreadDeliveryTimer;
import io.flyball.alerting.memory.AlertKafka;
import io.flyball.alerting.memory.AlertLoop;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.AlertTopics;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.alerting.memory.DirectoryRecipients;
import io.flyball.alerting.memory.MemoryTopicCases;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.app.feed.ControlSender;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.AlertMemory;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the alerts topic and tells people. Closed after the server, so that what was answered is kept. */
final class AlertingRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertingRole.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final AlertTargets targets;
    private final ThreadDeliveryTimer timer = new ThreadDeliveryTimer();
    private final ControlTail control;
    private final AlertLoop loop;
    private final @Nullable SlackAnswerRole answers;

    AlertingRole(NodeSettings settings, SchemaRegistry registry, AlertTargets targets, MeterRegistry meters) {
        this.targets = targets;
        TopicCatalogue topics = settings.topics();
        AlertKafka kafka = AlertKafka.of(settings.client(), settings.streams().applicationId() + "-alerting");
        AlertMeters alertMeters = new AlertMeters(meters);
        control = new ControlTail(
                kafka::reader,
                topics.name(Topic.CONTROL),
                new AvroSerde<>(registry, topics, Topic.CONTROL, ControlRecord.class).deserializer(),
                alertMeters);
        Courier courier = new Courier(targets.channels(), timer);
        DirectoryRecipients recipients = new DirectoryRecipients(targets.recipients(), control::person, courier::edits);
        AlertTopics alertTopics = new AlertTopics(
                topics.name(Topic.ALERTS),
                new AvroSerde<>(registry, topics, Topic.ALERTS, Alert.class).deserializer(),
                topics.name(Topic.ALERT_MEMORY),
                new AvroSerde<>(registry, topics, Topic.ALERT_MEMORY, AlertMemory.class));
        loop = new AlertLoop(
                kafka,
                alertTopics,
                () -> new AlertDesk(
                        targets.rules(), recipients, DispatchPolicy.DEFAULT, ThreadLocalRandom.current()::nextDouble),
                courier,
                control,
                alertMeters,
                System::currentTimeMillis,
                DRAIN);
        AlertTargets.SlackAnswering answering = targets.answering();
        RememberedCases cases = new MemoryTopicCases(
                kafka::reader, alertTopics.memory(), alertTopics.memoryValues().deserializer());
        answers = answering == null ? null : new SlackAnswerRole(answering, answers(settings, registry, cases), meters);
    }

    private SlackAnswerRole.Ports answers(NodeSettings settings, SchemaRegistry registry, RememberedCases cases) {
        return new SlackAnswerRole.Ports(
                control,
                changes -> new ControlSender(settings.client(), registry, settings.topics()).send(changes),
                new Rights(control, targets.recipients().approvers()),
                cases);
    }

    /** Adds its doors. */
    void bind(ServerBuilder server) {
        if (answers != null) {
            answers.bind(server);
        }
    }

    void start() {
        AlertmanagerFeed alertmanager = targets.alertmanager();
        if (alertmanager != null) {
            loop.watch(alertmanager::show);
            alertmanager.start();
        }
        control.start();
        loop.start();
        if (answers != null) {
            answers.start();
        }
    }

    @Override
    public void close() {
        if (answers != null) {
            answers.close();
        }
        loop.close();
        control.close();
        timer.close();
        targets.channels().forEach(AlertChannel::close);
        for (AutoCloseable part : targets.parts()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
