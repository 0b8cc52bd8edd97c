package io.flyball.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The doors in a JVM of their own. */
final class IngestJvm implements AutoCloseable {
    private static final Pattern ACCEPTED = Pattern.compile("(?m)^flyball_ingest_accepted_total(?:\\{[^}]*})? (\\S+)$");
    private static final Pattern RESIDENT_KIB = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern MOST_RESIDENT_KIB = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    private final ChildJvm jvm;
    private final URI doors;
    private final HttpClient http = HttpClient.newHttpClient();

    private IngestJvm(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.doors = URI.create("http://127.0.0.1:" + port);
    }

    static IngestJvm start(BrokerJvm broker) {
        ChildJvm jvm = ChildJvm.start(List.of(
                "ingest-node",
                "--bootstrap",
                broker.bootstrapServers(),
                "--partitions",
                Integer.toString(broker.partitions())));
        String port = jvm.readLine();
        if (port == null) {
            jvm.close();
            throw new IllegalStateException("The ingest doors did not start: see the log above.");
        }
        return new IngestJvm(jvm, Integer.parseInt(port));
    }

    URI doors() {
        return doors;
    }

    /** CPU time of the whole process until now. */
    Duration cpu() {
        return jvm.cpu();
    }

    /** Resident memory now, bytes; 0 where the system does not say. */
    long residentBytes() {
        return statusBytes(RESIDENT_KIB);
    }

    /** The most it ever was, bytes; 0 where the system does not say. */
    long mostResidentBytes() {
        return statusBytes(MOST_RESIDENT_KIB);
    }

    private long statusBytes(Pattern line) {
        Path status = Path.of("/proc", Long.toString(jvm.pid()), "status");
        try {
            return Files.isReadable(status) ? 1024 * (long) sum(line, Files.readString(status)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many calls it says it took, those that were sent twice counted twice. */
    long accepted() {
        HttpRequest scrape = HttpRequest.newBuilder(doors.resolve("/metrics")).build();
        String metrics = http.sendAsync(scrape, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
        return (long) sum(ACCEPTED, metrics);
    }

    private static double sum(Pattern line, String text) {
        return line.matcher(text)
                .results()
                .mapToDouble((MatchResult found) -> Double.parseDouble(found.group(1)))
                .sum();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
