package io.flyball.app.http;

import java.util.Map;

/** Where the throttle doors get the signals in force: the gateway library, or a {@link LiveView} in its place. */
@FunctionalInterface
public interface SignalSource {
    /** Signals in force now, as the JSON documents of the throttle topic, by scope. Never blocks. */
    Map<String, String> inForce();
}
