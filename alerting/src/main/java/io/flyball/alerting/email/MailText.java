package io.flyball.alerting.email;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.channel.DeliveryWords;
import io.flyball.alerting.words.HtmlText;
import io.flyball.alerting.words.Mrkdwn;
import io.flyball.alerting.words.PageLinks;
import java.util.ArrayList;
import java.util.List;

/** What a mail says, as plain text and as a little HTML; the first line says it all. */
final class MailText {
    private static final int TITLE_CHARS = 500;
    private static final int BODY_CHARS = 10_000;

    private final String title;
    private final List<String> lines;
    private final String link;

    private MailText(String title, List<String> lines, String link) {
        this.title = title;
        this.lines = lines;
        this.link = link;
    }

    /** @param pageUrl where the page is; empty: no link */
    static MailText of(Delivery delivery, String pageUrl) {
        String title = Mrkdwn.plain(DeliveryWords.subject(delivery).replace('\n', ' '), TITLE_CHARS);
        String body = Mrkdwn.plain(DeliveryWords.body(delivery), BODY_CHARS);
        return new MailText(title, List.of(body.split("\n")), link(delivery, pageUrl));
    }

    private static String link(Delivery delivery, String pageUrl) {
        if (!(delivery instanceof Delivery.Telling telling)) {
            return pageUrl;
        }
        return PageLinks.showMe(telling.of().course().latest(), pageUrl);
    }

    String plain() {
        List<String> all = new ArrayList<>();
        all.add(title);
        all.add("");
        all.addAll(lines);
        if (!link.isEmpty()) {
            all.add("");
            all.add("Why: " + link);
        }
        return String.join("\r\n", all) + "\r\n";
    }

    /** @param picture a URL of the picture beside it; empty: there is none */
    String html(String picture) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body><p><strong>")
                .append(HtmlText.escaped(title))
                .append("</strong></p>\r\n");
        lines.forEach(line -> html.append("<p>").append(HtmlText.escaped(line)).append("</p>\r\n"));
        if (!picture.isEmpty()) {
            html.append("<p><img src=\"")
                    .append(HtmlText.escaped(picture))
                    .append("\" alt=\"Spend over time\"></p>\r\n");
        }
        if (!link.isEmpty()) {
            html.append("<p><a href=\"").append(HtmlText.escaped(link)).append("\">Show me</a></p>\r\n");
        }
        return html.append("</body></html>\r\n").toString();
    }
}
