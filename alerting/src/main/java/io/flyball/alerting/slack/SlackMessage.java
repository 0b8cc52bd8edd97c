package io.flyball.alerting.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.channel.DeliveryWords;
import io.flyball.alerting.words.DriverWords;
import io.flyball.alerting.words.Mrkdwn;
import io.flyball.alerting.words.PageLinks;
import io.flyball.alerting.words.SlackTime;
import io.flyball.alerting.words.ThrottleWords;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Slack message says: who, how much, what happened, what drove it, what to do, what the throttle does now and until
 * when, and what can be answered. Within Slack's limits for any input: header 150 characters, section 3,000, field 2,000,
 * ten fields a section, 50 blocks; and under 10,000 in all, since Slack refuses somewhat over 13,000 with
 * {@code msg_blocks_too_long}.
 *
 * @param text for notifications and screen readers, mrkdwn; Slack wants it beside the blocks
 * @param blocks the message itself, at most ten
 */
public record SlackMessage(String text, List<LayoutBlock> blocks) {
    private static final int TEXT_CHARS = 1_000;
    private static final int FIELDS = 10;
    private static final int NAME_CHARS = 200;
    private static final int REASON_CHARS = 500;
    private static final String NANO_USD_SUFFIX = "_nano_usd";

    /**
     * The message of a delivery.
     *
     * @param pageUrl where the page is, without a slash at its end; empty: nobody said
     * @param answers whether somebody listens to what people answer
     */
    public static SlackMessage of(Delivery delivery, String pageUrl, boolean answers) {
        if (delivery instanceof Digest digest) {
            return ofDigest(digest, pageUrl);
        }
        Telling telling = (Telling) delivery;
        Optional<Ask> ask = telling.of().ask(telling.told().askId());
        return ask.isPresent() ? ofAsk(telling.of(), ask.get(), answers) : ofCase(telling.of(), pageUrl, answers);
    }

    private static SlackMessage ofCase(AlertCase of, String pageUrl, boolean answers) {
        Alert alert = of.course().latest();
        String title = DeliveryWords.caseTitle(of);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(Blocks.header(title));
        blocks.add(Blocks.section(alert.getText()));
        blocks.add(Blocks.fields(facts(of)));
        blocks.add(Blocks.mrkdwn(ThrottleWords.mrkdwn(alert)));
        DriverWords.mrkdwn(alert).ifPresent(words -> blocks.add(Blocks.mrkdwn(words)));
        List<String> evidence = evidence(alert);
        if (!evidence.isEmpty()) {
            blocks.add(Blocks.fields(evidence));
        }
        answered(of).ifPresent(words -> blocks.add(Blocks.context(words)));
        List<BlockElement> elements = elements(of, pageUrl, answers);
        new CaseToken(of.key(), "")
                .text()
                .filter(id -> !elements.isEmpty())
                .ifPresent(id -> blocks.add(Blocks.actions(id, elements)));
        return new SlackMessage(Mrkdwn.escape(title + ". " + alert.getText(), TEXT_CHARS), List.copyOf(blocks));
    }

    private static List<String> facts(AlertCase of) {
        Alert alert = of.course().latest();
        List<String> facts = new ArrayList<>();
        facts.add(Blocks.field("Scope", alert.getScope()));
        if (alert.getCostNanoUsd() != 0) {
            facts.add(Blocks.field("Amount", NanoUsd.toDisplayString(alert.getCostNanoUsd())));
        }
        if (!alert.getWindow().isBlank()) {
            facts.add(Blocks.field("Window", alert.getWindow()));
        }
        facts.add(Blocks.field("Severity", of.course().severity().wireName()));
        facts.add("*At*\n" + SlackTime.mrkdwn(alert.getAtMs()));
        return facts;
    }

    private static List<String> evidence(Alert alert) {
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(alert.getEvidence()).entrySet()) {
            String name = entry.getKey();
            if (shown.size() == FIELDS) {
                break;
            }
            if (DriverWords.says(name)) {
                continue;
            }
            if (name.endsWith(NANO_USD_SUFFIX)) {
                String amount = displayUsd(entry.getValue());
                shown.add(Blocks.field(name.substring(0, name.length() - NANO_USD_SUFFIX.length()), amount));
            } else {
                shown.add(Blocks.field(name, entry.getValue()));
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

    private static Optional<String> answered(AlertCase of) {
        List<String> said = new ArrayList<>();
        if (of.quiet().snoozed()) {
            said.add("Intended, says " + Mrkdwn.escape(of.quiet().answeredBy(), NAME_CHARS) + ". Quiet until "
                    + SlackTime.mrkdwn(of.quiet().snoozedUntilMs()) + ".");
        }
        if (!of.asks().isEmpty()) {
            said.add(askWords(of.asks().get(of.asks().size() - 1)));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", said));
    }

    private static String askWords(Ask ask) {
        String what = Mrkdwn.escape(ask.by(), NAME_CHARS) + " asked for " + NanoUsd.toDisplayString(ask.amountNanoUsd())
                + " more until " + SlackTime.mrkdwn(ask.untilMs());
        String by = Mrkdwn.escape(ask.decidedBy(), NAME_CHARS);
        return switch (ask.decision()) {
            case "" -> what + ". An approver decides.";
            case "approve" -> what + ". Approved by " + by + ".";
            default -> what + ". Declined by " + by + ".";
        };
    }

    private static List<BlockElement> elements(AlertCase of, String pageUrl, boolean answers) {
        List<BlockElement> elements = new ArrayList<>();
        if (answers && of.course().open()) {
            elements.add(Blocks.ends(SlackActions.SNOOZE, "This is intended, for"));
            String level = of.course().latest().getLevel();
            if (Askable.is(of.key(), level)) {
                elements.add(Blocks.button(SlackActions.ASK, "Ask for more", level));
            }
        }
        String url = PageLinks.showMe(of.course().latest(), pageUrl);
        if (Blocks.isLink(url)) {
            elements.add(Blocks.link(SlackActions.SHOW, "Show me", url));
        }
        return elements;
    }

    private static SlackMessage ofAsk(AlertCase of, Ask ask, boolean answers) {
        String title = DeliveryWords.askTitle(of, ask);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(Blocks.header("Asked for more: " + of.key().scope()));
        blocks.add(Blocks.mrkdwn(askWords(ask)));
        blocks.add(Blocks.section("Reason: " + Mrkdwn.plain(ask.reason(), REASON_CHARS)));
        blocks.add(Blocks.section(of.course().latest().getText()));
        if (answers && ask.isOpen()) {
            new CaseToken(of.key(), ask.id())
                    .text()
                    .ifPresent(id -> blocks.add(Blocks.actions(
                            id,
                            List.of(
                                    Blocks.button(SlackActions.APPROVE, "Approve"),
                                    Blocks.button(SlackActions.DECLINE, "Decline")))));
        }
        return new SlackMessage(Mrkdwn.escape(title, TEXT_CHARS), List.copyOf(blocks));
    }

    private static SlackMessage ofDigest(Digest digest, String pageUrl) {
        String title = DeliveryWords.digestTitle(digest);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(Blocks.header(title));
        blocks.add(Blocks.section(String.join("\n", DeliveryWords.lines(digest))));
        if (Blocks.isLink(pageUrl)) {
            blocks.add(
                    Blocks.actions("flyball.page", List.of(Blocks.link(SlackActions.SHOW, "Show me", pageUrl + "/"))));
        }
        return new SlackMessage(Mrkdwn.escape(title, TEXT_CHARS), List.copyOf(blocks));
    }
}
