package io.flyball.app.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Compares a report with what the oracle expects: by the oracle itself where Python is, else by its plainest rules. */
final class Oracle {
    private static final int COMPARE_TIMEOUT_S = 120;
    private static final int DIFFERENCES_SHOWN = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Oracle() {}

    /** The oracle's verdict; it begins with {@code equal} when no nano-USD differs. */
    static String verdict(Path expected, Path report) throws IOException, InterruptedException {
        Path tool = SharedData.require("tools/oracle.py");
        Process process;
        try {
            process = new ProcessBuilder(
                            "python3", tool.toString(), "--compare", expected.toString(), report.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noPython) {
            return plainVerdict(JSON.readTree(expected.toFile()), JSON.readTree(report.toFile()));
        }
        String said = firstLines(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (!process.waitFor(COMPARE_TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "the oracle did not end within " + COMPARE_TIMEOUT_S + " s";
        }
        return said;
    }

    /** Conservation, totals and every window of every scope; peaks and the spelling of times are left to the oracle. */
    static String plainVerdict(JsonNode expected, JsonNode report) {
        Map<String, String> wanted = figures(expected);
        Map<String, String> got = figures(report);
        List<String> differences = new ArrayList<>();
        wanted.forEach((name, value) -> {
            if (!value.equals(got.get(name))) {
                differences.add(name + ": expected " + value + ", reported " + got.get(name));
            }
        });
        got.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> differences.add(name + ": extra"));
        return differences.isEmpty()
                ? "equal: " + wanted.size() + " figures"
                : firstLines(String.join("\n", differences));
    }

    private static String firstLines(String said) {
        return said.lines().limit(DIFFERENCES_SHOWN).collect(Collectors.joining("\n"));
    }

    private static Map<String, String> figures(JsonNode report) {
        Map<String, String> figures = new TreeMap<>();
        addIntegers(figures, "conservation", report.path("conservation"));
        addIntegers(figures, "total", report.path("total"));
        for (JsonNode scope : report.path("scopes")) {
            String name =
                    scope.path("dimension").asText() + ":" + scope.path("id").asText();
            addIntegers(figures, name, scope);
            addIntegers(figures, name + " windows", scope.path("windows"));
        }
        return figures;
    }

    private static void addIntegers(Map<String, String> figures, String prefix, JsonNode object) {
        object.properties().stream()
                .filter(field -> field.getValue().isIntegralNumber())
                .forEach(field -> figures.put(
                        prefix + " " + field.getKey(), field.getValue().asText()));
    }
}
