package io.flyball.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every PromQL query we ship, by the place it stands in. */
final class Queries {
    static final Path RUNBOOKS = Path.of("../docs/runbooks");

    private static final Pattern FENCED = Pattern.compile("```promql\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*), \\w+\\)");

    private Queries() {}

    static Map<String, String> all() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.putAll(ofTheDashboard());
        queries.putAll(ofTheRules());
        queries.putAll(ofTheRunbooks());
        return queries;
    }

    static Map<String, String> ofTheDashboard() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (Node panel : dashboard().at("panels").items()) {
            for (Node target : panel.at("targets").items()) {
                queries.put(
                        "panel " + panel.at("title").text() + " "
                                + target.at("refId").text(),
                        target.at("expr").text());
            }
        }
        for (Node variable : dashboard().at("templating", "list").items()) {
            Matcher query = VARIABLE.matcher(variable.at("query", "query").text());
            if (query.matches()) {
                queries.put("variable " + variable.at("name").text(), query.group(1));
            }
        }
        return queries;
    }

    static Map<String, String> ofTheRules() {
        Map<String, String> queries = new LinkedHashMap<>();
        rules().forEach(rule ->
                queries.put("alert " + rule.at("alert").text(), rule.at("expr").text()));
        return queries;
    }

    static List<Node> rules() {
        return new Node(Chart.yaml(Chart.read("rules/flyball.yaml")))
                .at("groups", "0", "rules")
                .items();
    }

    static Node dashboard() {
        try {
            return new Node(new ObjectMapper().readValue(Chart.read("dashboards/flyball.json"), Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> runbooks() {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("Flyball"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> ofTheRunbooks() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (Path runbook : runbooks()) {
            List<String> blocks = new ArrayList<>();
            FENCED.matcher(read(runbook)).results().forEach(block -> blocks.add(block.group(1)));
            for (int i = 0; i < blocks.size(); i++) {
                queries.put("runbook " + runbook.getFileName() + " " + i, blocks.get(i));
            }
        }
        return queries;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
