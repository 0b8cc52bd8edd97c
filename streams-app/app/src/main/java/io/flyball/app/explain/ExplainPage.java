package io.flyball.app.explain;

import io.flyball.alerting.words.HtmlText;
import io.flyball.app.explain.ExplainSource.AmountAt;
import io.flyball.core.model.NanoUsd;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** An explanation as a page without scripts, in the look of the main page and with its style sheet. */
final class ExplainPage {
    /** From {@code /v1/explain/name} to the main page, also where a proxy puts both below another path. */
    private static final String ROOT = "../../";

    private ExplainPage() {}

    /** @param course of the finding's window, oldest first; empty: not known */
    static String of(Explanation explanation, List<AmountAt> course) {
        StringBuilder main = new StringBuilder("<section class=\"card\"><h2>")
                .append(HtmlText.escaped(explanation.title()))
                .append("</h2>");
        Explanation.Figure figure = explanation.figure();
        if (figure != null) {
            figure(main, figure, course);
        }
        main.append("</section>\n");
        explanation.sections().forEach(section -> section(main, section));
        return page(explanation.title(), main.toString());
    }

    /** @param sentence what is not known, and why that can be */
    static String unknown(String sentence) {
        return page(
                "Not known",
                "<section class=\"card\"><h2>Not known</h2><p class=\"text\">" + HtmlText.escaped(sentence)
                        + "</p></section>\n");
    }

    private static void figure(StringBuilder main, Explanation.Figure figure, List<AmountAt> course) {
        main.append("<p class=\"figure\">")
                .append(HtmlText.escaped(NanoUsd.toDisplayString(figure.costNanoUsd())))
                .append("</p><p class=\"note\">")
                .append(HtmlText.escaped(
                        figure.window().isEmpty() ? figure.scope() : figure.scope() + " in " + figure.window()))
                .append("</p>");
        String picture = CoursePicture.svg(course, figure.openNanoUsd());
        if (!picture.isEmpty()) {
            String opened = figure.openNanoUsd() <= 0
                    ? ""
                    : "; the line is at " + NanoUsd.toDisplayString(figure.openNanoUsd()) + ", where it opened";
            main.append("<figure>")
                    .append(picture)
                    .append("<figcaption class=\"note\">")
                    .append(HtmlText.escaped("The window's amount from " + time(course.get(0)) + " to "
                            + time(course.get(course.size() - 1)) + opened + "."))
                    .append("</figcaption></figure>");
        }
    }

    private static void section(StringBuilder main, Explanation.Section section) {
        main.append("<section class=\"card\"><h2>")
                .append(HtmlText.escaped(section.heading()))
                .append("</h2>");
        if (!section.sentences().isEmpty()) {
            main.append("<ul>");
            section.sentences().forEach(sentence -> main.append("<li>")
                    .append(HtmlText.escaped(sentence))
                    .append("</li>"));
            main.append("</ul>");
        }
        if (!section.numbers().isEmpty()) {
            main.append("<dl>");
            section.numbers().forEach((name, number) -> main.append("<dt>")
                    .append(HtmlText.escaped(name))
                    .append("</dt><dd>")
                    .append(HtmlText.escaped(number))
                    .append("</dd>"));
            main.append("</dl>");
        }
        main.append("</section>\n");
    }

    private static String page(String title, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>%s - Flyball</title>
                  <link rel="icon" href="%3$sassets/favicon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="%3$sassets/style.css">
                </head>
                <body>
                  <header class="top">
                    <div class="brand">
                      <img src="%3$sassets/favicon.svg" alt="" width="32" height="32">
                      <div>
                        <h1>Flyball</h1>
                        <p>A governor for LLM spend</p>
                      </div>
                    </div>
                    <a href="%3$s">All spend, findings and signals</a>
                  </header>
                  <main class="explained">
                %s  </main>
                </body>
                </html>
                """.formatted(HtmlText.escaped(title), main, ROOT);
    }

    private static String time(AmountAt at) {
        return Instant.ofEpochMilli(at.atMs()).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
