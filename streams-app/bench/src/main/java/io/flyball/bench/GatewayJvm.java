package io.flyball.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A sidecar in a JVM of its own. */
final class GatewayJvm implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ChildJvm jvm;
    private final URI doors;
    private final long beganMs;
    private final HttpClient http = HttpClient.newHttpClient();

    private GatewayJvm(ChildJvm jvm, String port, long beganMs) {
        this.jvm = jvm;
        this.doors = URI.create("http://127.0.0.1:" + port);
        this.beganMs = beganMs;
    }

    static GatewayJvm start(BrokerJvm broker, String topic) {
        ChildJvm jvm =
                ChildJvm.start(List.of("gateway-node", "--bootstrap", broker.bootstrapServers(), "--topic", topic));
        String line = jvm.readLine();
        if (line == null) {
            jvm.close();
            throw new IllegalStateException("The sidecar did not start: see the log above.");
        }
        String[] words = line.split(" ", -1);
        return new GatewayJvm(jvm, words[0], Long.parseLong(words[1]));
    }

    URI doors() {
        return doors;
    }

    /** CPU time of the whole process until now. */
    Duration cpu() {
        return jvm.cpu();
    }

    /** Returns when it knows so many signals; says how long after it began to read, to some 10 ms. */
    Duration awaitSignals(int signals) {
        Pattern known = Pattern.compile("\"throttle_table\":\\{(?=[^}]*\"signals\":" + signals + "\\b)"
                + (signals == 0 ? "(?=[^}]*\"age_ms\":\\d)" : ""));
        long untilNanos = System.nanoTime() + KNOWN_WITHIN.toNanos();
        HttpRequest ask = HttpRequest.newBuilder(doors.resolve("/readyz")).build();
        while (true) {
            String facts = http.sendAsync(ask, HttpResponse.BodyHandlers.ofString())
                    .join()
                    .body();
            if (known.matcher(facts).find()) {
                return Duration.ofMillis(System.currentTimeMillis() - beganMs);
            }
            if (System.nanoTime() - untilNanos > 0) {
                throw new IllegalStateException(
                        "Expected the sidecar to know " + signals + " signals, but it says " + facts);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }
}
