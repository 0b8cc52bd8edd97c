package io.flyball.core.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which names of models and providers stand for the same thing on a bill and in calls. */
final class Names {
    private static final Pattern SUFFIX = Pattern.compile("(?:\\[1m]|-latest|[-@]20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d)$");
    private static final Pattern ANTHROPIC = Pattern.compile("(?:anthropic/)?claude.*");
    private static final Pattern OPENAI =
            Pattern.compile("(?:openai/)?(?:gpt-|chatgpt-|o\\d|codex-|text-embedding-).*");

    private Names() {}

    /** Provider of a call: what it says, else what its model's name tells; empty where neither does. */
    static String provider(String said, String model) {
        if (!said.isEmpty()) {
            return said.toLowerCase(Locale.ROOT);
        }
        if (ANTHROPIC.matcher(model).matches()) {
            return "anthropic";
        }
        return OPENAI.matcher(model).matches() ? "openai" : "";
    }

    /** A model's name without what names a build of it: provider in front; date, {@code -latest}, {@code [1m]} behind. */
    static String base(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        String shorter = SUFFIX.matcher(name).replaceFirst("");
        while (!shorter.equals(name) && !shorter.isEmpty()) {
            name = shorter;
            shorter = SUFFIX.matcher(name).replaceFirst("");
        }
        return name;
    }

    /**
     * Names that are one model, by the name of that model. Where both sides use the same names of a base they are
     * compared as they are; where they differ, all names of the base are one: a source may name what was asked for where
     * the bill names what answered.
     */
    static Map<String, List<String>> matched(Set<String> measured, Set<String> billed) {
        Map<String, Set<String>> ours = byBase(measured);
        Map<String, Set<String>> theirs = byBase(billed);
        Map<String, List<String>> models = new TreeMap<>();
        Set<String> bases = new TreeSet<>(ours.keySet());
        bases.addAll(theirs.keySet());
        for (String base : bases) {
            Set<String> all = new TreeSet<>(ours.getOrDefault(base, Set.of()));
            boolean same = all.equals(theirs.getOrDefault(base, Set.of()));
            all.addAll(theirs.getOrDefault(base, Set.of()));
            if (same || all.size() == 1) {
                all.forEach(name -> models.put(name, List.of(name)));
            } else {
                models.put(base, new ArrayList<>(all));
            }
        }
        return models;
    }

    private static Map<String, Set<String>> byBase(Set<String> names) {
        Map<String, Set<String>> byBase = new TreeMap<>();
        names.forEach(
                name -> byBase.computeIfAbsent(base(name), b -> new TreeSet<>()).add(name));
        return byBase;
    }
}
