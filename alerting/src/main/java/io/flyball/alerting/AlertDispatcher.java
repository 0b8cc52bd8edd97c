package io.flyball.alerting;

import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts on their routes. Each pair of channel and recipient is a lane: inside it alerts keep their order, and one
 * that must wait holds up no other lane. What fails is tried again until it is delivered, refused, or so old that it is
 * a dead letter; each of these is counted. An alert with an id it knows is not sent again.
 *
 * <p>A lane exists exactly while a task for it is scheduled or runs; so a lane that was told to wait keeps waiting, also
 * when its queue has emptied meanwhile.
 */
public final class AlertDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);

    private final AlertRouter router;
    private final DeliveryTimer timer;
    private final DispatchPolicy policy;
    private final DoubleSupplier jitter;
    private final AlertMeters meters;

    private final Object lock = new Object();
    private final Map<LaneKey, Deque<Delivery>> lanes = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> known;

    /**
     * @param jitter numbers from 0 to below 1
     * @param meters gets {@code flyball.alerts.delivered}, {@code retried}, {@code refused} and {@code dead_lettered},
     *     each with the tag {@code channel}
     */
    public AlertDispatcher(
            AlertRouter router,
            DeliveryTimer timer,
            DispatchPolicy policy,
            DoubleSupplier jitter,
            MeterRegistry meters) {
        this.router = router;
        this.timer = timer;
        this.policy = policy;
        this.jitter = jitter;
        this.meters = new AlertMeters(meters);
        this.known = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Void>> eldest) {
                return size() > policy.rememberedIds();
            }
        };
    }

    /**
     * Takes an alert and returns at once.
     *
     * @return completes when the alert is settled on every route: delivered, refused or dead; never exceptionally. The
     *     same for an alert that is known already.
     */
    public CompletableFuture<Void> dispatch(Alert alert) {
        List<Route> routes = routesOf(alert);
        synchronized (lock) {
            CompletableFuture<Void> before = known.get(alert.getId());
            if (before != null) {
                return before;
            }
            CompletableFuture<?>[] settled =
                    routes.stream().map(route -> enqueue(route, alert)).toArray(CompletableFuture<?>[]::new);
            CompletableFuture<Void> all = CompletableFuture.allOf(settled);
            known.put(alert.getId(), all);
            return all;
        }
    }

    private List<Route> routesOf(Alert alert) {
        try {
            return router.routes(alert);
        } catch (RuntimeException e) {
            // One alert that the router cannot read must not end the reading of all others.
            LOG.error("Alert {} has no route, for the router met a fault", alert.getId(), e);
            meters.refused("router");
            return List.of();
        }
    }

    private CompletableFuture<Void> enqueue(Route route, Alert alert) {
        LaneKey key = new LaneKey(route.channel().name(), route.recipient());
        Delivery delivery =
                new Delivery(route.channel(), new AlertMessage(alert, route.recipient()), timer.elapsedMs());
        Deque<Delivery> lane = lanes.get(key);
        if (lane == null) {
            lane = new ArrayDeque<>();
            lanes.put(key, lane);
            timer.runAfter(key.channel(), 0, () -> step(key));
        }
        lane.add(delivery);
        return delivery.settled;
    }

    private void step(LaneKey key) {
        Delivery head = headOf(key);
        if (head != null) {
            long waitMs = attempt(key, head);
            timer.runAfter(key.channel(), waitMs, () -> step(key));
        }
    }

    private @Nullable Delivery headOf(LaneKey key) {
        synchronized (lock) {
            Deque<Delivery> lane = lanes.get(key);
            if (lane == null || lane.isEmpty()) {
                lanes.remove(key);
                return null;
            }
            return lane.peek();
        }
    }

    /** Tries once; returns how long the lane must rest. */
    private long attempt(LaneKey key, Delivery delivery) {
        DeliveryResult result = tryOnce(delivery);
        if (result instanceof DeliveryResult.RetryLater later) {
            return failed(key, delivery, later);
        }
        if (result instanceof DeliveryResult.Refused refused) {
            meters.refused(key.channel());
            LOG.warn("Alert {} is refused by {}: {}", delivery.id(), key.channel(), refused.why());
        } else {
            meters.delivered(key.channel());
        }
        settle(key, delivery);
        return 0;
    }

    private static DeliveryResult tryOnce(Delivery delivery) {
        try {
            return delivery.channel.deliver(delivery.message);
        } catch (RuntimeException e) {
            // A fault in one channel must not end the thread that serves its other recipients.
            LOG.error("Channel {} met a fault with alert {}", delivery.channel.name(), delivery.id(), e);
            return new DeliveryResult.RetryLater(0, "The channel met a fault: " + e + ".");
        }
    }

    private long failed(LaneKey key, Delivery delivery, DeliveryResult.RetryLater later) {
        delivery.failures++;
        long waitMs = policy.delayMs(delivery.failures, later.afterMs(), jitter.getAsDouble());
        if (timer.elapsedMs() - delivery.acceptedMs >= policy.giveUpAfterMs()) {
            meters.deadLettered(key.channel());
            LOG.error(
                    "Alert {} is given up after {} tries by {}: {}",
                    delivery.id(),
                    delivery.failures,
                    key.channel(),
                    later.why());
            settle(key, delivery);
        } else {
            meters.retried(key.channel());
        }
        return waitMs;
    }

    private void settle(LaneKey key, Delivery delivery) {
        synchronized (lock) {
            Deque<Delivery> lane = lanes.get(key);
            if (lane != null) {
                lane.remove();
            }
        }
        delivery.settled.complete(null);
    }

    private record LaneKey(String channel, String recipient) {}

    private static final class Delivery {
        private final AlertChannel channel;
        private final AlertMessage message;
        private final long acceptedMs;
        private final CompletableFuture<Void> settled = new CompletableFuture<>();
        private int failures;

        private Delivery(AlertChannel channel, AlertMessage message, long acceptedMs) {
            this.channel = channel;
            this.message = message;
            this.acceptedMs = acceptedMs;
        }

        private String id() {
            return message.alert().getId();
        }
    }
}
