package io.flyball.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.node.FeedListener;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says on the terminal what happens as it happens. Thread-safe. */
public final class DemoConsole implements FeedListener {
    private static final long SPEND_EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final long startNanos = System.nanoTime();
    private final Map<String, SpendUpdate> teams = new TreeMap<>();
    private final ObjectMapper mapper = new ObjectMapper();
    private long spendSaidNanos = startNanos - SPEND_EVERY_NANOS;

    public DemoConsole(PrintWriter out) {
        this.out = out;
    }

    /** One line with the seconds since the start before it. */
    public synchronized void say(String line) {
        long tenths = (System.nanoTime() - startNanos) / 100_000_000L;
        out.printf(Locale.ROOT, "%4d.%d s  %s%n", tenths / 10, tenths % 10, line);
        out.flush();
    }

    /** What a person would read in Slack. */
    public void alert(String text) {
        say(text);
    }

    @Override
    public synchronized void onSpend(SpendUpdate update) {
        if (!update.getScope().startsWith("team:")) {
            return;
        }
        teams.put(update.getScope(), update);
        if (System.nanoTime() - spendSaidNanos >= SPEND_EVERY_NANOS) {
            spendSaidNanos = System.nanoTime();
            StringBuilder line = new StringBuilder("spend 3d ");
            teams.forEach((scope, team) -> line.append(' ')
                    .append(scope.substring("team:".length()))
                    .append(' ')
                    .append(NanoUsd.toDisplayString(team.getWindowsNanoUsd().getOrDefault("3d", 0L))));
            say(line.toString());
        }
    }

    @Override
    public void onFinding(FindingEvent finding) {
        say("FINDING  " + finding.getKind() + ": " + finding.getText());
    }

    @Override
    public void onSignal(String scope, byte @Nullable [] throttleJson) {
        if (throttleJson == null) {
            return;
        }
        try {
            JsonNode signal = mapper.readTree(throttleJson);
            say("SIGNAL   " + scope + " " + signal.path("level").asText() + " until "
                    + signal.path("valid_until").asText() + ": "
                    + signal.path("text").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onAlert(Alert alert) {
        // Alerting tells it, as it would in Slack.
    }
}
