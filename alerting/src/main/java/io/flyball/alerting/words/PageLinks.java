package io.flyball.alerting.words;

import io.flyball.schemas.avro.Alert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Where "Show me" leads. */
public final class PageLinks {
    /** These are told of, and no finding stands behind them that could be explained. */
    private static final Set<String> WITHOUT_FINDING = Set.of("control", "test");

    private PageLinks() {}

    /**
     * The explanation of the finding, or the page itself where there is no finding to explain.
     *
     * @param pageUrl where the page is, without a slash at its end; empty: nobody said, and so there is no link
     */
    public static String showMe(Alert alert, String pageUrl) {
        if (pageUrl.isEmpty()) {
            return "";
        }
        String finding = alert.getFindingId();
        if (finding.isEmpty() || WITHOUT_FINDING.contains(alert.getKind())) {
            return pageUrl + "/";
        }
        return pageUrl + "/v1/explain/"
                + URLEncoder.encode(finding, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
