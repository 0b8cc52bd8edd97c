package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.NanoUsd;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a kind of finding means, by its name in reports.
 *
 * @param rule when it opens; names in braces are replaced by that number of the evidence
 * @param inPolicy where its rule stands in the policy file
 * @param ends when it ends by itself
 * @param sooner what would end it sooner
 */
record KindWords(String rule, String inPolicy, String ends, String sooner) {
    private static final String NO_NUMBER = "the rule's amount";
    private static final String NO_SPEND = "when its window has fallen below the closing amount";

    private static final Map<String, KindWords> BY_KIND = byKind();

    private static Map<String, KindWords> byKind() {
        Map<String, KindWords> words = new LinkedHashMap<>();
        ofAmounts(words);
        ofSessions(words);
        ofHistory(words);
        ofWhatIsMissing(words);
        return words;
    }

    private static void ofAmounts(Map<String, KindWords> words) {
        words.put(
                "burn",
                new KindWords(
                        "a window of its spend reaches {open_nano_usd}; it closes below {close_nano_usd} ({rule})",
                        "findings.burn",
                        NO_SPEND,
                        "spend less: with no further spend it is over when the text says; or raise it for a time"
                                + " (policy override --raise-usd), or open_usd and close_usd of the row, or make the scope"
                                + " exempt"));
        words.put(
                "pace",
                new KindWords(
                        "a budget's share is used up: {reached_nano_usd} of {budget_nano_usd}",
                        "budgets",
                        "with the budget's period",
                        "raise amount_usd of the budget: it is judged anew with the next call"));
    }

    private static void ofSessions(Map<String, KindWords> words) {
        words.put(
                "loop",
                new KindWords(
                        "one session does the same and gets nowhere, as often as findings.loop.repeats says, or more;"
                                + " it was {repeats} times in {seconds} s ({pattern})",
                        "findings.loop",
                        "ten minutes after its latest repeat",
                        "stop the session named in the numbers, or give it another instruction"));
        words.put(
                "polling",
                new KindWords(
                        "one session sends the same call again and again with waits in between: {repeats} times in"
                                + " {seconds} s; nobody is slowed for that",
                        "findings.loop",
                        "ten minutes after its latest repeat",
                        "let it wait longer, or be told by what it waits for"));
    }

    private static void ofHistory(Map<String, KindWords> words) {
        words.put(
                "spike",
                new KindWords(
                        "the scope spends far more than its own history of such hours, and more than the floor",
                        "findings.spike",
                        "when its spend is back within its history",
                        "spend less, or raise floor_usd of the row"));
        words.put(
                "peer",
                new KindWords(
                        "a user spends far more than the others of the team",
                        "findings.peer",
                        "when the user's spend is back among the team's",
                        "nothing needs to be done where the work is another"));
        words.put(
                "waste",
                new KindWords(
                        "dollars were spent that could have been avoided at the same work",
                        "findings.waste",
                        "when nothing more is wasted",
                        "do what the text says"));
        words.put(
                "tokenmaxxing",
                new KindWords(
                        "much is used over hours without variety and without outcome",
                        "findings.tokenmaxxing",
                        "when its calls differ again",
                        "stop what runs on its own"));
    }

    private static void ofWhatIsMissing(Map<String, KindWords> words) {
        words.put(
                "unpriced",
                new KindWords(
                        "calls were made on a model without a price",
                        "findings.unpriced; what is missing is a row of the price book",
                        "when the row has arrived and the calls are priced",
                        "import the price: flyball prices import"));
        words.put(
                "silence",
                new KindWords(
                        "a source that always reports has stopped",
                        "findings.silence",
                        "with the source's next record",
                        "look whether the source runs and can reach its topic"));
    }

    /** The words of a kind; general ones where it is of a later version than this one. */
    static KindWords of(String kind) {
        return BY_KIND.getOrDefault(
                kind,
                new KindWords("what the text says", "findings." + kind, "when it is over", "do what the text says"));
    }

    /** When it opens, with the finding's numbers in it. */
    String rule(JsonNode finding) {
        String text = rule;
        JsonNode evidence = finding.path("evidence");
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{')) {
            int close = text.indexOf('}', open);
            String name = text.substring(open + 1, close);
            text = text.substring(0, open) + shown(name, evidence.path(name).asText()) + text.substring(close + 1);
        }
        return text;
    }

    /** A number of the evidence for people: amounts in dollars. */
    static String shown(String name, String value) {
        if (value.isEmpty()) {
            return NO_NUMBER;
        }
        boolean amount = name.endsWith("_nano_usd") && value.matches("-?\\d{1,18}");
        String plain = value.replace("{", "(").replace("}", ")");
        return amount ? NanoUsd.toDisplayString(Long.parseLong(value)) : plain;
    }
}
