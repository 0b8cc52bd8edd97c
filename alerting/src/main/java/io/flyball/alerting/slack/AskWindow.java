package io.flyball.alerting.slack;

import com.google.gson.JsonObject;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import io.flyball.core.model.NanoUsd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The window in which one asks for more: an amount, an end, a reason. */
final class AskWindow {
    private static final BigDecimal MOST_USD = new BigDecimal("1000000");
    private static final int MOST_CHARS = 300;

    private AskWindow() {}

    /**
     * What somebody filled in.
     *
     * @param level what the throttle asked of the scope when the window was opened
     * @param amount as it was written
     * @param amountNanoUsd what it means; 0: it is no amount
     */
    record Filled(
            Optional<CaseToken> token,
            String responseUrl,
            String level,
            String amount,
            long amountNanoUsd,
            Optional<SnoozeEnd> end,
            String reason) {

        /** What is to be written instead; empty where all is well. */
        Optional<String> mend() {
            if (amountNanoUsd <= 0) {
                return Optional.of("The amount is \"" + amount
                        + "\", which is no amount in dollars above 0 and up to 1000000: write for example 50.");
            }
            return end.isEmpty() ? Optional.of("There is no end: choose one of the list.") : Optional.empty();
        }
    }

    static View view(CaseToken token, String responseUrl, String level) {
        return View.builder()
                .type("modal")
                .callbackId(SlackActions.ASK_VIEW)
                .privateMetadata(token.text().orElse("") + "\n" + responseUrl + "\n" + level)
                .title(ViewTitle.builder()
                        .type("plain_text")
                        .text("Ask for more")
                        .build())
                .submit(ViewSubmit.builder().type("plain_text").text("Ask").build())
                .close(ViewClose.builder().type("plain_text").text("Cancel").build())
                .blocks(List.of(
                        input(SlackActions.AMOUNT, "How much more, in US dollars", text(SlackActions.AMOUNT)),
                        input(SlackActions.END, "For how long", Blocks.ends(SlackActions.END, "Choose")),
                        input(SlackActions.REASON, "What for", text(SlackActions.REASON))))
                .build();
    }

    private static LayoutBlock input(String blockId, String label, BlockElement element) {
        return InputBlock.builder()
                .blockId(blockId)
                .label(Blocks.plain(label))
                .element(element)
                .build();
    }

    private static BlockElement text(String actionId) {
        return PlainTextInputElement.builder()
                .actionId(actionId)
                .maxLength(MOST_CHARS)
                .build();
    }

    static Filled read(SlackPayload payload) {
        String[] carried = payload.text("view", "private_metadata").split("\n", 3);
        String amount = value(payload, SlackActions.AMOUNT, "value");
        return new Filled(
                CaseToken.read(carried[0]),
                carried.length > 1 ? carried[1] : "",
                carried.length > 2 ? carried[2] : "",
                amount,
                nanoUsd(amount),
                SnoozeEnd.ofWireName(payload.text(
                        "view", "state", "values", SlackActions.END, SlackActions.END, "selected_option", "value")),
                value(payload, SlackActions.REASON, "value"));
    }

    private static String value(SlackPayload payload, String id, String what) {
        return payload.text("view", "state", "values", id, id, what).strip();
    }

    private static long nanoUsd(String amount) {
        if (!amount.matches("\\$?[0-9]{1,7}(\\.[0-9]{1,2})?")) {
            return 0;
        }
        BigDecimal usd = new BigDecimal(amount.replace("$", ""));
        return usd.compareTo(MOST_USD) > 0 ? 0 : NanoUsd.ofUsd(usd);
    }

    /** The acknowledgement that keeps the window open and says at the input what is wrong. */
    static String errors(boolean amount, String sentence) {
        JsonObject errors = new JsonObject();
        errors.addProperty(amount ? SlackActions.AMOUNT : SlackActions.END, sentence);
        JsonObject answer = new JsonObject();
        answer.addProperty("response_action", "errors");
        answer.add("errors", errors);
        return answer.toString();
    }
}
