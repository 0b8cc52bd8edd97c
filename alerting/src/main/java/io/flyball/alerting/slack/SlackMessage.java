package io.flyball.alerting;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Slack message says about an alert: who, how much, what happened, what the throttle does now and until when.
 * Within Slack's limits for any alert: header 150 characters, section 3,000, field 2,000, ten fields a section; and
 * under 10,000 in all, since Slack refuses somewhat over 13,000 with {@code msg_blocks_too_long}.
 *
 * @param text for notifications and screen readers, mrkdwn; Slack wants it beside the blocks
 * @param blocks the message itself, at most five
 */
public record SlackMessage(String text, List<LayoutBlock> blocks) {
    private static final int HEADER_CHARS = 150;
    private static final int TEXT_CHARS = 1_000;
    private static final int SECTION_CHARS = 3_000;
    private static final int FIELD_CHARS = 300;
    private static final int FIELDS = 10;
    private static final String NANO_USD_SUFFIX = "_nano_usd";

    /** The message of an alert. */
    public static SlackMessage of(Alert alert) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(alert));
        blocks.add(section(whatHappened(alert)));
        blocks.add(fields(facts(alert)));
        blocks.add(section(ThrottleWords.mrkdwn(alert)));
        if (!alert.getEvidence().isEmpty()) {
            blocks.add(fields(evidence(alert)));
        }
        String text = Mrkdwn.escape(title(alert) + ". " + alert.getText(), TEXT_CHARS);
        return new SlackMessage(text, List.copyOf(blocks));
    }

    /** One line: change, kind, scope, amount and window. */
    static String title(Alert alert) {
        StringBuilder title = new StringBuilder(changeWord(alert.getChange()));
        title.append(word(alert.getKind(), "alert")).append(" by ").append(word(alert.getScope(), "nobody named"));
        if (alert.getCostNanoUsd() != 0) {
            title.append(", ").append(NanoUsd.toDisplayString(alert.getCostNanoUsd()));
        }
        if (!alert.getWindow().isBlank()) {
            title.append(" in ").append(alert.getWindow());
        }
        return title.toString().replace('\n', ' ');
    }

    private static String changeWord(String change) {
        return switch (change) {
            case "closed" -> "Over: ";
            case "updated" -> "Still on: ";
            default -> "New: ";
        };
    }

    private static LayoutBlock header(Alert alert) {
        PlainTextObject text = PlainTextObject.builder()
                .text(Mrkdwn.plain(title(alert), HEADER_CHARS))
                .emoji(false)
                .build();
        return HeaderBlock.builder().text(text).build();
    }

    private static String whatHappened(Alert alert) {
        return Mrkdwn.escape(word(alert.getText(), "No details were given."), SECTION_CHARS);
    }

    private static List<String> facts(Alert alert) {
        List<String> facts = new ArrayList<>();
        facts.add(field("Scope", alert.getScope()));
        if (alert.getCostNanoUsd() != 0) {
            facts.add(field("Amount", NanoUsd.toDisplayString(alert.getCostNanoUsd())));
        }
        if (!alert.getWindow().isBlank()) {
            facts.add(field("Window", alert.getWindow()));
        }
        facts.add(field("Severity", alert.getSeverity()));
        facts.add("*At*\n" + SlackTime.mrkdwn(alert.getAtMs()));
        return facts;
    }

    private static List<String> evidence(Alert alert) {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(alert.getEvidence()).entrySet()) {
            if (shown.size() == FIELDS) {
                break;
            }
            String name = entry.getKey();
            if (name.endsWith(NANO_USD_SUFFIX)) {
                String amount = displayUsd(entry.getValue());
                shown.add(field(name.substring(0, name.length() - NANO_USD_SUFFIX.length()), amount));
            } else {
                shown.add(field(name, entry.getValue()));
            }
        }
        return shown;
    }

    private static String displayUsd(String nanoUsd) {
        try {
            return NanoUsd.toDisplayString(Long.parseLong(nanoUsd));
        } catch (NumberFormatException e) {
            return nanoUsd;
        }
    }

    private static String field(String name, String value) {
        String label = Mrkdwn.escape(name.replace('_', ' ').replace('\n', ' ').strip(), FIELD_CHARS / 3);
        String shown =
                label.isEmpty() ? "Unnamed" : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
        return "*" + shown + "*\n" + Mrkdwn.escape(word(value.replace('\n', ' '), "none"), FIELD_CHARS);
    }

    private static String word(String text, String whereBlank) {
        boolean blank = text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        return blank ? whereBlank : text;
    }

    private static LayoutBlock section(String mrkdwn) {
        return SectionBlock.builder().text(verbatim(mrkdwn)).build();
    }

    private static LayoutBlock fields(List<String> mrkdwn) {
        List<TextObject> fields = new ArrayList<>();
        mrkdwn.forEach(text -> fields.add(verbatim(text)));
        return SectionBlock.builder().fields(fields).build();
    }

    /** Verbatim: Slack makes no links of names that merely look like hosts or channels. */
    private static MarkdownTextObject verbatim(String mrkdwn) {
        return MarkdownTextObject.builder().text(mrkdwn).verbatim(true).build();
    }
}
