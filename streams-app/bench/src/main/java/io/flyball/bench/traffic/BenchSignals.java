package io.flyball.bench.traffic;

import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ThrottleJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Signals as the governor writes them: of users 0, 1, 2 and so on, a quarter of them at each level, in force for an hour. */
public final class BenchSignals {
    private static final Level[] LEVELS = {Level.ADVISE, Level.PACE, Level.DOWNSHIFT, Level.HOLD_NEW_TASKS};
    private static final long VALID_MS = Duration.ofHours(1).toMillis();
    private static final long TASK_ALLOWANCE = 40;
    private static final int LINGER_MS = 20;

    private BenchSignals() {}

    /** The user of that number; those past the signals have none. */
    public static String user(int number) {
        return "user-" + number + "@example.com";
    }

    /** The scope of that user's signal. */
    public static String scope(int number) {
        return "user:" + user(number);
    }

    /** The level of that user's signal. */
    public static Level level(int number) {
        return LEVELS[number % LEVELS.length];
    }

    /** A signal of that user, as the throttle topic has it. */
    public static byte[] json(int number, Level level, long nowMs) {
        Limits limits = limits(level);
        return ThrottleJson.encode(new Signal(
                Scope.parse(scope(number)),
                nowMs,
                level,
                Cause.VELOCITY,
                level.compareTo(Level.DOWNSHIFT) >= 0 ? AppliesTo.NEW_TASK : AppliesTo.NEXT_REQUEST,
                limits,
                level == Level.HOLD_NEW_TASKS ? TASK_ALLOWANCE : -1,
                scope(number) + " spent $1,204.18 in 3 days, 12 times the usual: look at what runs now.",
                List.of("burn-" + number),
                97,
                nowMs,
                nowMs + VALID_MS,
                "default",
                List.of(new Signal.Step(level, limits, nowMs + VALID_MS))));
    }

    private static Limits limits(Level level) {
        return switch (level) {
            case CLEAR, ADVISE -> Limits.NONE;
            case PACE -> new Limits(10, 200_000, -1, 2_000, "", -1);
            case DOWNSHIFT -> new Limits(10, 200_000, -1, 2_000, UsageTraffic.MODELS[2], 8_192);
            case HOLD_NEW_TASKS -> new Limits(6, 100_000, -1, 4_000, UsageTraffic.MODELS[2], 8_192);
        };
    }

    /** Writes so many to a topic, and returns when the broker has them. */
    public static void send(Map<String, Object> client, String topic, int signals) {
        AtomicReference<Exception> failed = new AtomicReference<>();
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        long nowMs = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> governor =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < signals; i++) {
                byte[] key = scope(i).getBytes(StandardCharsets.UTF_8);
                var unused = governor.send(new ProducerRecord<>(topic, key, json(i, level(i), nowMs)), (stored, e) -> {
                    if (e != null) {
                        failed.set(e);
                    }
                });
            }
        }
        if (failed.get() != null) {
            throw new IllegalStateException("Expected the broker to take every signal, but it did not", failed.get());
        }
    }
}
