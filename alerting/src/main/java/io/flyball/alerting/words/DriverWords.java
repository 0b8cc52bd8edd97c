package io.flyball.alerting.words;

import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What drove an amount, by the evidence: models, sessions, tools, and how much of the prompts caches served. */
public final class DriverWords {
    private static final int VALUE_CHARS = 400;

    /** Names of the evidence, with what stands before and behind their values. */
    private static final Map<String, Words> WORDS = words();

    private record Words(String before, String behind) {}

    private DriverWords() {}

    private static Map<String, Words> words() {
        Map<String, Words> words = new LinkedHashMap<>();
        words.put("models", new Words("models ", " of today's and yesterday's cost"));
        words.put("sessions", new Words("sessions ", ""));
        words.put("session", new Words("session ", ""));
        words.put("tool", new Words("tool ", ""));
        words.put("cache_read_percent", new Words("", "% of the prompts from caches"));
        return words;
    }

    /** Whether that part of the evidence is said here. */
    public static boolean says(String evidenceName) {
        return WORDS.containsKey(evidenceName);
    }

    /** As mrkdwn, one line, under 3,000 characters; empty where nothing is known. */
    public static Optional<String> mrkdwn(Alert alert) {
        List<String> said = new ArrayList<>();
        WORDS.forEach((name, words) -> {
            String value = AlertWords.word(alert.getEvidence().getOrDefault(name, ""), "")
                    .replace('\n', ' ');
            // Of several sessions the one that shows it is the one to name.
            boolean known = name.equals("sessions") && alert.getEvidence().containsKey("session");
            if (!value.isEmpty() && !known) {
                said.add(words.before() + Mrkdwn.escape(value, VALUE_CHARS) + words.behind());
            }
        });
        return said.isEmpty() ? Optional.empty() : Optional.of("Driven by " + String.join("; ", said) + ".");
    }
}
