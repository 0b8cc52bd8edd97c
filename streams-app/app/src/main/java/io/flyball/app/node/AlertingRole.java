package io.flyball.app.node;

import io.flyball.alerting.AlertChannel;
import io.flyball.alerting.AlertConsumer;
import io.flyball.alerting.AlertDispatcher;
import io.flyball.alerting.DirectoryRouter;
import io.flyball.alerting.DispatchPolicy;
import io.flyball.alerting.ThreadDeliveryTimer;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the alerts topic and tells people. */
final class AlertingRole implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ThreadDeliveryTimer timer;
    private final AlertConsumer consumer;

    private AlertingRole(ThreadDeliveryTimer timer, AlertConsumer consumer) {
        this.timer = timer;
        this.consumer = consumer;
    }

    static AlertingRole start(
            NodeSettings settings,
            SchemaRegistry registry,
            List<AlertChannel> channels,
            Function<String, @Nullable String> slackIdOfScope,
            MeterRegistry meters) {
        ThreadDeliveryTimer timer = new ThreadDeliveryTimer();
        AlertDispatcher dispatcher = new AlertDispatcher(
                new DirectoryRouter(channels, slackIdOfScope),
                timer,
                DispatchPolicy.DEFAULT,
                ThreadLocalRandom.current()::nextDouble,
                meters);
        String servers = String.valueOf(settings.client().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> config = new HashMap<>(settings.client());
        config.putAll(AlertConsumer.consumerConfig(servers, settings.streams().applicationId() + "-alerting"));
        AlertConsumer consumer = new AlertConsumer(
                new KafkaConsumer<>(config),
                settings.topics().name(Topic.ALERTS),
                new AvroSerde<>(registry, settings.topics(), Topic.ALERTS, Alert.class).deserializer(),
                dispatcher,
                meters,
                DRAIN);
        consumer.start();
        return new AlertingRole(timer, consumer);
    }

    @Override
    public void close() {
        consumer.close();
        timer.close();
    }
}
