package io.flyball.ingest.intake;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the items of requests and answers when Kafka has them. A request whose answer is lost is sent again by its
 * client; its calls have the same ids then and are counted once. Thread-safe.
 */
public final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final Producer<byte[], byte[]> producer;
    private final UsageRecords records;
    private final Judging judging;
    private final Duration answerWithin;
    private final MemoryBudget memory;
    private final IntakeMeters meters;
    private final LongSupplier nowMs;
    private final SessionPrecedence precedence;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "flyball-intake");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A new intake.
     *
     * @param producer closed with the intake
     * @param pseudonyms applied to each call before it is stored
     * @param nowMs epoch ms
     */
    public Intake(
            Producer<byte[], byte[]> producer,
            UsageRecords records,
            IntakeSettings settings,
            UnaryOperator<UsageEvent> pseudonyms,
            IntakeMeters meters,
            LongSupplier nowMs) {
        this.producer = producer;
        this.records = records;
        this.judging = new Judging(pseudonyms);
        this.answerWithin = settings.answerWithin();
        this.memory = new MemoryBudget(settings.memoryBytes());
        this.precedence = new SessionPrecedence(settings.precedence());
        this.meters = meters;
        this.nowMs = nowMs;
        meters.bind(memory);
    }

    /** What requests take a part of before their bodies are read. */
    public MemoryBudget memory() {
        return memory;
    }

    /** The clock that calls are held against, epoch ms. */
    public long nowMs() {
        return nowMs.getAsLong();
    }

    /**
     * Stores what can be counted, and the coordinates of what cannot. May wait some seconds for Kafka's metadata or for
     * room: not for event loops.
     *
     * @param origin the door, for the coordinates of what is refused
     * @param lease given back when Kafka has answered, which may be after the client was
     */
    public CompletableFuture<Receipt> take(Client client, String origin, List<Mapped> items, MemoryBudget.Lease lease) {
        precedence.note(items, nowMs());
        if (!precedence.undecided(items, nowMs())) {
            return store(client, origin, items, lease, answerWithin);
        }
        Executor later =
                CompletableFuture.delayedExecutor(precedence.hold().toMillis(), TimeUnit.MILLISECONDS, executor);
        return CompletableFuture.supplyAsync(
                        () -> store(client, origin, items, lease, answerWithin.minus(precedence.hold())), later)
                .thenCompose(receipt -> receipt);
    }

    private CompletableFuture<Receipt> store(
            Client client, String origin, List<Mapped> items, MemoryBudget.Lease lease, Duration within) {
        List<Mapped> judged = new ArrayList<>(items.size());
        for (Mapped item : items) {
            judged.add(judging.judge(client, precedence.decide(item), nowMs()));
        }
        List<ProducerRecord<byte[], byte[]>> toSend;
        try {
            toSend = recordsOf(origin + " of " + client.name() + " at " + nowMs(), judged);
        } catch (RegistryUnavailableException e) {
            lease.close();
            return CompletableFuture.completedFuture(unavailable(e));
        }
        CompletableFuture<Void> delivered = send(toSend);
        delivered.whenComplete((none, e) -> lease.close());
        return delivered
                .copy()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .handle((none, e) -> e == null ? stored(client, judged) : unavailable(e));
    }

    private List<ProducerRecord<byte[], byte[]>> recordsOf(String origin, List<Mapped> items) {
        List<ProducerRecord<byte[], byte[]>> toSend = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Mapped.Call call) {
                toSend.add(records.of(call.event()));
            } else if (items.get(i) instanceof Mapped.Refused refused) {
                toSend.add(records.refused(
                        refused.reason(),
                        new SourceCoordinates(origin, i + 1L),
                        refused.sizeBytes(),
                        refused.sha256Hex()));
            }
        }
        return toSend;
    }

    private CompletableFuture<Void> send(List<ProducerRecord<byte[], byte[]>> toSend) {
        Delivery delivery = new Delivery(toSend.size());
        for (ProducerRecord<byte[], byte[]> record : toSend) {
            if (delivery.failed()) {
                // each further one could wait as long as the one that failed
                delivery.answered(new TimeoutException("not sent, since one before it failed"));
                continue;
            }
            try {
                producer.send(record, (metadata, e) -> delivery.answered(e));
            } catch (KafkaException | IllegalStateException e) {
                delivery.answered(e);
            }
        }
        return delivery.done();
    }

    private Receipt stored(Client client, List<Mapped> judged) {
        int accepted = 0;
        int ignored = 0;
        List<Receipt.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            if (judged.get(i) instanceof Mapped.Refused refused) {
                meters.refused(client, refused);
                refusals.add(new Receipt.Refusal(i, refused.reason(), refused.why()));
            } else if (judged.get(i) instanceof Mapped.Ignored passedOver) {
                meters.ignored(passedOver);
                ignored++;
            } else {
                accepted++;
            }
        }
        meters.accepted(client, accepted);
        return new Receipt.Stored(accepted, ignored, List.copyOf(refusals));
    }

    private static Receipt unavailable(@Nullable Throwable e) {
        LOG.warn("Usage could not be stored, its client is told to send it again: {}", String.valueOf(e));
        return new Receipt.Unavailable(
                RETRY_AFTER_SECONDS,
                "Kafka did not store this in time: send the same again after " + RETRY_AFTER_SECONDS
                        + " s, what is stored already is not counted twice.");
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(DRAIN);
    }
}
