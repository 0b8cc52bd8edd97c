package io.flyball.app.files;

import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.govern.FindingRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the findings of a policy that have one rule for everybody; one that is not written is the standard one. */
final class FindingRulesReading {
    private static final List<String> TOKENMAXXING_KEYS = List.of("hours", "level");
    private static final List<String> WASTE_KEYS = List.of("floor_usd", "share_percent", "small_model");
    private static final int MOST_HOURS = 72;

    private final Problems problems;
    private final PolicyTerms terms;

    FindingRulesReading(Problems problems, PolicyTerms terms) {
        this.problems = problems;
        this.terms = terms;
    }

    FindingRules rules(Fields findings) {
        FindingRules standard = FindingRules.STANDARD;
        return new FindingRules(
                findings.writes("tokenmaxxing") ? tokenmaxxing(findings) : standard.tokenmaxxing(),
                findings.writes("waste") ? waste(findings) : standard.waste(),
                told(findings, "unpriced", standard.unpriced()),
                told(findings, "silence", standard.silence()));
    }

    private @Nullable TokenmaxxingRule tokenmaxxing(Fields findings) {
        Node node = findings.node("tokenmaxxing");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(problems, "findings.tokenmaxxing.", node, TOKENMAXXING_KEYS);
        Long hours = fields.whole("hours", 1, MOST_HOURS);
        return new TokenmaxxingRule(
                hours == null ? TokenmaxxingRule.STANDARD.hours() : hours.intValue(),
                terms.level(fields, "level", TokenmaxxingRule.STANDARD.level()));
    }

    private @Nullable WasteRule waste(Fields findings) {
        Node node = findings.node("waste");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(problems, "findings.waste.", node, WASTE_KEYS);
        Long share = fields.whole("share_percent", 1, 100);
        String smallModel = fields.text("small_model");
        return new WasteRule(
                fields.writes("floor_usd")
                        ? terms.amountNanoUsd(fields, "floor_usd")
                        : WasteRule.STANDARD.floorNanoUsd(),
                share == null ? WasteRule.STANDARD.sharePercent() : share.intValue(),
                smallModel == null ? WasteRule.STANDARD.smallModel() : smallModel);
    }

    private static boolean told(Fields findings, String key, boolean standard) {
        String text = findings.text(key);
        if (text == null) {
            return standard;
        }
        if (!text.equals("true") && !text.equals("false")) {
            findings.refuse(key, "which is neither true nor false: write false to leave it out.");
        }
        return !text.equals("false");
    }
}
