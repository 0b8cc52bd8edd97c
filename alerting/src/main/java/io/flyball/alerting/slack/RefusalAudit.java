package io.flyball.alerting.slack;

import io.flyball.alerting.memory.ControlLog;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on the control topic what was refused at the door, added up by {@link RefusalTally}. Addresses are kept as a hash
 * under the door's own secret: the same address can be told again, and none can be read. Thread-safe. What cannot be kept
 * waits and is tried again.
 */
public final class RefusalAudit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalAudit.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 6;
    private static final long AGAIN_MS = 60_000;
    private static final int MOST_UNSENT = 1_000;

    private final ControlLog log;
    private final ScheduledExecutorService timer;
    private final SecretKeySpec key;
    private final String door;
    private final LongSupplier clock;
    private final String instance = UUID.randomUUID().toString();
    private final RefusalTally tally = new RefusalTally();
    private final List<RefusalTally.Batch> unsent = new ArrayList<>();
    private @Nullable ScheduledFuture<?> wake;
    /** When the timer wakes this, epoch ms; {@link Long#MAX_VALUE}: it does not. */
    private long wakeAtMs = Long.MAX_VALUE;

    /**
     * @param secret what addresses are hashed with; kept, never logged
     * @param door where they came, as answers name it
     */
    public RefusalAudit(
            ControlLog log, ScheduledExecutorService timer, String secret, String door, LongSupplier clock) {
        this.log = log;
        this.timer = timer;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.door = door;
        this.clock = clock;
    }

    /**
     * A request was refused.
     *
     * @param why one sentence, the same for the same outcome
     */
    synchronized void refused(String outcome, String why, String address) {
        long nowMs = clock.getAsLong();
        tally.refused(outcome, why, hash(address), nowMs);
        if (tally.nextMs() < wakeAtMs) {
            wakeAt(tally.nextMs(), nowMs);
        }
    }

    /** Also sooner than it would wake anyway: a batch of an hour must not hold one of a minute back. */
    private void wakeAt(long atMs, long nowMs) {
        if (wake != null) {
            wake.cancel(false);
        }
        try {
            wake = timer.schedule(this::keepWhatIsComplete, Math.max(0, atMs - nowMs), TimeUnit.MILLISECONDS);
            wakeAtMs = atMs;
        } catch (RejectedExecutionException e) {
            LOG.debug("The door closes: what is open is kept then", e);
        }
    }

    private void keepWhatIsComplete() {
        keep(clock.getAsLong());
    }

    /** Sends outside the lock: a door must not wait for a topic. */
    private void keep(long untilMs) {
        List<RefusalTally.Batch> batches = complete(untilMs);
        boolean kept = batches.isEmpty();
        try {
            if (!kept) {
                log.send(batches.stream().map(this::record).toList());
                kept = true;
            }
        } catch (RuntimeException e) {
            LOG.warn("What was refused at {} could not be kept: it is tried again in {} ms", door, AGAIN_MS, e);
        }
        settle(kept ? List.of() : batches);
    }

    private synchronized List<RefusalTally.Batch> complete(long untilMs) {
        List<RefusalTally.Batch> batches = new ArrayList<>(unsent);
        unsent.clear();
        batches.addAll(tally.take(untilMs));
        return batches;
    }

    private synchronized void settle(List<RefusalTally.Batch> notKept) {
        long nowMs = clock.getAsLong();
        wakeAtMs = Long.MAX_VALUE;
        unsent.addAll(notKept);
        while (unsent.size() > MOST_UNSENT) {
            LOG.error("What was refused at {} is not kept: {}", door, unsent.remove(0));
        }
        if (!unsent.isEmpty()) {
            wakeAt(nowMs + AGAIN_MS, nowMs);
        } else if (tally.nextMs() != Long.MAX_VALUE) {
            wakeAt(tally.nextMs(), nowMs);
        }
    }

    private ControlRecord record(RefusalTally.Batch batch) {
        String id = UUID.nameUUIDFromBytes(
                        (instance + batch.outcome() + batch.sinceMs()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return ControlMapping.ofAnswer(
                id,
                AnswerRecord.newBuilder()
                        .setAction(batch.outcome())
                        .setRefused(batch.why())
                        .setScope("")
                        .setFindingKind("")
                        .setBy("address " + batch.mostlyFrom())
                        .setDoor(door)
                        .setAtMs(batch.lastMs())
                        .setSinceMs(batch.sinceMs())
                        .setTimes(batch.times())
                        .setAddresses(batch.addresses())
                        .build());
    }

    private String hash(String address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every JDK has HMAC-SHA256", e);
        }
    }

    /** Keeps what is open. */
    @Override
    public void close() {
        keep(Long.MAX_VALUE);
    }
}
