package io.flyball.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the series a PromQL query selects, well enough for queries without braces in their label values. */
final class PromQl {
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern TOKEN = Pattern.compile(
            "\"[^\"]*\"|\\[[^\\]]*]|\\d[\\w.]*|(?<name>[a-zA-Z_:][\\w:]*)\\s*(?<call>\\()?(\\{(?<matchers>[^}]*)})?");

    private static final Pattern MATCHER =
            Pattern.compile("(?<label>\\w+)\\s*(?<operator>=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"");

    private PromQl() {}

    /**
     * @param metric the name of the series
     * @param labels the labels it is selected by; the value only where it must be equal, else null
     */
    record Selector(String metric, Map<String, @Nullable String> labels) {}

    static List<Selector> selectors(String query) {
        List<Selector> selectors = new ArrayList<>();
        Matcher token = TOKEN.matcher(GROUPING.matcher(query).replaceAll(" "));
        while (token.find()) {
            String name = token.group("name");
            if (name != null && token.group("call") == null && !KEYWORDS.contains(name)) {
                selectors.add(new Selector(name, labels(token.group("matchers"))));
            }
        }
        return selectors;
    }

    private static Map<String, @Nullable String> labels(@Nullable String matchers) {
        Map<String, @Nullable String> labels = new LinkedHashMap<>();
        Matcher matcher = MATCHER.matcher(matchers == null ? "" : matchers);
        while (matcher.find()) {
            boolean exact = !matcher.group("operator").contains("~");
            labels.put(matcher.group("label"), exact ? matcher.group("value") : null);
        }
        return labels;
    }
}
