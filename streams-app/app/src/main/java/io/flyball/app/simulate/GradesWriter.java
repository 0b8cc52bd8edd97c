package io.flyball.app.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.flyball.core.detect.Finding;
import io.flyball.simulate.Truth;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Grades as JSON and as a table. */
final class GradesWriter {
    private GradesWriter() {}

    /** Writes the JSON that {@code simulate --out} promises; {@code shares}, {@code wrong} and {@code missed} are beside it. */
    static void write(Grades grades, OutputStream out) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("seed", grades.seed());
        root.put("days", grades.days());
        root.put("calls", grades.calls());
        Map<String, Object> kinds = new LinkedHashMap<>();
        grades.kinds().forEach((name, kind) -> kinds.put(name, json(kind)));
        root.put("kinds", kinds);
        root.put("false_throttles_per_user_month", grades.falseThrottlesPerUserMonth());
        root.put("throttle_minutes_past_cause", grades.throttleMinutesPastCause());
        root.put("tasks_cut", 0);
        List<Map<String, Object>> shares = new ArrayList<>();
        grades.shares().forEach(share -> shares.add(json(share)));
        root.put("shares", shares);
        List<Map<String, Object>> wrong = new ArrayList<>();
        grades.wrong().forEach(finding -> wrong.add(json(finding)));
        root.put("wrong", wrong);
        List<Map<String, Object>> missed = new ArrayList<>();
        grades.missed().forEach(truth -> missed.add(json(truth)));
        root.put("missed", missed);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out, root);
    }

    private static Map<String, Object> json(Grades.Kind kind) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("truth", kind.truth());
        json.put("found", kind.found());
        json.put("correct", kind.correct());
        json.put("precision", kind.precision());
        json.put("recall", kind.recall());
        json.put("seconds_to_signal", json(kind.secondsToSignal()));
        json.put("usd_to_signal", json(kind.usdToSignal()));
        return json;
    }

    private static Map<String, Object> json(Grades.Quantiles quantiles) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", quantiles.p50());
        json.put("p99", quantiles.p99());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", finding.kind().wireName());
        json.put("scope", finding.scope().toString());
        json.put("opened_at", Instant.ofEpochMilli(finding.openedAtMs()).toString());
        json.put("text", finding.text());
        json.put("evidence", finding.evidence());
        return json;
    }

    private static Map<String, Object> json(Truth truth) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", truth.kind().wireName());
        json.put("variant", truth.variant());
        json.put("scope", truth.scope().toString());
        json.put("from", Instant.ofEpochMilli(truth.startMs()).toString());
        json.put("to", Instant.ofEpochMilli(truth.endMs()).toString());
        json.put("calls", truth.calls());
        json.put("cost_nano_usd", truth.costNanoUsd());
        json.put("fingerprints", truth.fingerprints());
        return json;
    }

    private static Map<String, Object> json(Grades.Share share) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", share.kind());
        json.put("part", share.part());
        json.put("truth", share.truth());
        json.put("recalled", share.recalled());
        return json;
    }

    static void print(Grades grades, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-14s %6s %6s %8s %8s %10s %12s %12s%n",
                "kind",
                "truth",
                "found",
                "correct",
                "recall",
                "precision",
                "s to signal",
                "$ to signal");
        grades.kinds()
                .forEach((name, kind) -> out.printf(
                        Locale.ROOT,
                        "%-14s %6d %6d %8d %7.1f%% %9.1f%% %12.0f %12.2f%n",
                        name,
                        kind.truth(),
                        kind.found(),
                        kind.correct(),
                        100 * kind.recall(),
                        100 * kind.precision(),
                        kind.secondsToSignal().p50(),
                        kind.usdToSignal().p50()));
        grades.shares()
                .forEach(share ->
                        out.printf("  %s %s: %d of %d%n", share.kind(), share.part(), share.recalled(), share.truth()));
        out.printf(
                Locale.ROOT,
                "false throttles a user and month: %.4f%nminutes a throttle outlives its cause (median): %.0f%n",
                grades.falseThrottlesPerUserMonth(),
                grades.throttleMinutesPastCause());
        out.printf("tasks cut: 0 (there is no word for it)%n");
        out.flush();
    }
}
