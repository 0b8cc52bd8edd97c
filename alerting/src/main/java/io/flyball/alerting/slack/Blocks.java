package io.flyball.alerting.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.StaticSelectElement;
import io.flyball.alerting.words.AlertWords;
import io.flyball.alerting.words.Mrkdwn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Block Kit's parts, each within its limits for any text. */
final class Blocks {
    private static final int HEADER_CHARS = 150;
    private static final int SECTION_CHARS = 3_000;
    private static final int FIELD_CHARS = 300;
    private static final int URL_CHARS = 3_000;

    private Blocks() {}

    static LayoutBlock header(String text) {
        return HeaderBlock.builder()
                .text(plain(Mrkdwn.plain(text.replace('\n', ' '), HEADER_CHARS)))
                .build();
    }

    /** Foreign text. */
    static LayoutBlock section(String text) {
        return mrkdwn(Mrkdwn.escape(AlertWords.word(text, "No details were given."), SECTION_CHARS));
    }

    /** Mrkdwn of our own making, within the limit. */
    static LayoutBlock mrkdwn(String mrkdwn) {
        return SectionBlock.builder().text(verbatim(mrkdwn)).build();
    }

    static LayoutBlock context(String mrkdwn) {
        return ContextBlock.builder().elements(List.of(verbatim(mrkdwn))).build();
    }

    static LayoutBlock fields(List<String> mrkdwn) {
        List<TextObject> fields = new ArrayList<>();
        mrkdwn.forEach(text -> fields.add(verbatim(text)));
        return SectionBlock.builder().fields(fields).build();
    }

    static String field(String name, String value) {
        String label = Mrkdwn.escape(name.replace('_', ' ').replace('\n', ' ').strip(), FIELD_CHARS / 3);
        String shown =
                label.isEmpty() ? "Unnamed" : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
        return "*" + shown + "*\n" + Mrkdwn.escape(AlertWords.word(value.replace('\n', ' '), "none"), FIELD_CHARS);
    }

    static LayoutBlock actions(String blockId, List<BlockElement> elements) {
        return ActionsBlock.builder().blockId(blockId).elements(elements).build();
    }

    static BlockElement button(String actionId, String words) {
        return ButtonElement.builder().actionId(actionId).text(plain(words)).build();
    }

    /** @param value what comes back with the press; empty: nothing does */
    static BlockElement button(String actionId, String words, String value) {
        return value.isEmpty()
                ? button(actionId, words)
                : ButtonElement.builder()
                        .actionId(actionId)
                        .text(plain(words))
                        .value(value)
                        .build();
    }

    static BlockElement link(String actionId, String words, String url) {
        return ButtonElement.builder()
                .actionId(actionId)
                .text(plain(words))
                .url(url)
                .build();
    }

    static boolean isLink(String url) {
        return !url.isEmpty() && url.length() <= URL_CHARS;
    }

    static StaticSelectElement ends(String actionId, String placeholder) {
        return StaticSelectElement.builder()
                .actionId(actionId)
                .placeholder(plain(placeholder))
                .options(Arrays.stream(SnoozeEnd.values())
                        .map(end -> OptionObject.builder()
                                .text(plain(end.words()))
                                .value(end.wireName())
                                .build())
                        .toList())
                .build();
    }

    static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    /** Verbatim: Slack makes no links of names that merely look like hosts or channels. */
    private static MarkdownTextObject verbatim(String mrkdwn) {
        return MarkdownTextObject.builder().text(mrkdwn).verbatim(true).build();
    }
}
