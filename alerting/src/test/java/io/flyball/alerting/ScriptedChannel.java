package io.flyball.alerting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A channel that answers by a script for each recipient, and then delivers. */
final class ScriptedChannel implements AlertChannel {
    private final String name;
    private final Map<String, Deque<DeliveryResult>> script = new HashMap<>();
    private final List<String> attempts = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();

    ScriptedChannel(String name) {
        this.name = name;
    }

    ScriptedChannel then(String recipient, DeliveryResult... results) {
        script.computeIfAbsent(recipient, r -> new ArrayDeque<>()).addAll(List.of(results));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult deliver(AlertMessage message) {
        String what = message.alert().getId() + "@" + message.recipient();
        attempts.add(what);
        Deque<DeliveryResult> results = script.getOrDefault(message.recipient(), new ArrayDeque<>());
        if (!results.isEmpty()) {
            return results.remove();
        }
        delivered.add(what);
        return new DeliveryResult.Delivered(what);
    }

    List<String> attempts() {
        return List.copyOf(attempts);
    }

    List<String> delivered() {
        return List.copyOf(delivered);
    }
}
