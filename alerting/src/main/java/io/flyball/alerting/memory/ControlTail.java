package io.flyball.alerting.memory;

import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control topic for people, answers and overrides. Every change lies in every partition, so the first one tells all.
 * What it knows may be asked from any thread.
 */
public final class ControlTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long REST_AFTER_FAULT_MS = 1_000;
    private static final int MOST_ANSWERS = 10_000;
    private static final Set<String> OURS =
            Set.of(ControlMapping.DIRECTORY, ControlMapping.ANSWER, ControlMapping.OVERRIDE);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicPartition partition;
    private final Deserializer<ControlRecord> values;
    private final AlertMeters meters;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, ScopeOverride> overrides = new ConcurrentHashMap<>();
    private final Map<String, Answered> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answered> eldest) {
            return size() > MOST_ANSWERS;
        }
    };
    private java.util.function.Consumer<Answered> listener = answered -> {};
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** An answer that was allowed, and the case it is about. */
    public record Answered(CaseKey key, Answer answer) {}

    /** @param consumers of read-committed consumers without a group; each is used and closed by this object's thread */
    public ControlTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Deserializer<ControlRecord> values,
            AlertMeters meters) {
        this.consumers = consumers;
        this.partition = new TopicPartition(topic, 0);
        this.values = values;
        this.meters = meters;
        this.thread = new Thread(this::run, "flyball-alerts-control");
        this.thread.setDaemon(true);
    }

    /** Begins to read; once only. */
    public void start() {
        thread.start();
    }

    /** Waits until all that was on the topic at the start is known; false where that takes too long. */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The directory's entry of a user. */
    public Optional<Person> person(String user) {
        return Optional.ofNullable(people.get(user));
    }

    /** Everybody in the directory. */
    public List<Person> people() {
        return List.copyOf(people.values());
    }

    /** What was decided of that kind for a scope and is not over by then, epoch ms; a further one would take its place. */
    public Optional<ScopeOverride> override(Scope scope, ScopeOverride.Kind kind, long nowMs) {
        return Optional.ofNullable(overrides.get(key(scope, kind))).filter(held -> held.untilMs() > nowMs);
    }

    private static String key(Scope scope, ScopeOverride.Kind kind) {
        return kind.wireName() + "/" + scope;
    }

    /** Whether an answer of that id was taken, at any door of any instance. */
    public boolean knows(String answerId) {
        synchronized (answers) {
            return answers.containsKey(answerId);
        }
    }

    /** What was asked for under an id, while it is remembered. */
    public Optional<Answered> ask(String askId) {
        synchronized (answers) {
            return answers.values().stream()
                    .filter(a -> a.answer().action() == Answer.Action.ASK
                            && a.answer().askId().equals(askId))
                    .findFirst();
        }
    }

    /** What was decided about an ask. */
    public Optional<Answered> decision(String askId) {
        synchronized (answers) {
            return answers.values().stream()
                    .filter(a -> a.answer().askId().equals(askId)
                            && a.answer().action() != Answer.Action.ASK
                            && a.answer().action() != Answer.Action.SNOOZE)
                    .findFirst();
        }
    }

    /** Tells somebody each further answer, in the place of whoever was told before. */
    void follow(java.util.function.Consumer<Answered> follower) {
        synchronized (answers) {
            listener = follower;
        }
    }

    void unfollow() {
        follow(answered -> {});
    }

    /** All answers that are remembered, oldest first. */
    List<Answered> answers() {
        synchronized (answers) {
            return List.copyOf(answers.values());
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warn("Reading {} failed: it is tried again in {} ms", partition, REST_AFTER_FAULT_MS, e);
                rest();
            } catch (RuntimeException e) {
                LOG.error("The directory and answers are no longer read from {}", partition, e);
                return;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (closing.getCount() > 0) {
            if (consumer.position(partition) >= end) {
                caughtUp.countDown();
            }
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null || !OURS.contains(key.substring(0, Math.max(0, key.indexOf('/'))))) {
            return;
        }
        try {
            ControlChange change = ControlMapping.read(values.deserialize(record.topic(), record.value()));
            if (change instanceof ControlChange.DirectoryEntry entry) {
                take(entry);
            } else if (change instanceof ControlChange.Answered answered && answered.answer() != null) {
                take(answered.id(), answered.answer());
            } else if (change instanceof ControlChange.Overridden overridden) {
                take(overridden);
            }
        } catch (KafkaException e) {
            LOG.warn("Control record {} cannot be read: {}", key, e.getMessage());
            meters.unreadable();
        }
    }

    private void take(ControlChange.DirectoryEntry entry) {
        Person person = entry.person();
        if (person == null) {
            people.remove(entry.user());
        } else {
            people.put(entry.user(), person);
        }
    }

    private void take(ControlChange.Overridden change) {
        String key = key(change.scope(), change.kind());
        ScopeOverride override = change.override();
        if (override == null) {
            overrides.remove(key);
        } else {
            overrides.put(key, override);
        }
    }

    private void take(String id, AnswerRecord record) {
        Optional<Answer> answer = Answers.toAnswer(record);
        if (answer.isPresent()) {
            Answered answered = new Answered(Answers.key(record), answer.get());
            synchronized (answers) {
                // What comes in again at another door is the same answer, and has had its effect.
                if (answers.putIfAbsent(id, answered) == null) {
                    listener.accept(answered);
                }
            }
        }
    }

    private void rest() {
        try {
            boolean unused = closing.await(REST_AFTER_FAULT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
