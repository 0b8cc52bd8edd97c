package io.flyball.app.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java text as a reader with a ruler sees it: without what is quoted or commented, and with the lengths of methods. */
final class JavaSource {
    private static final Pattern QUOTED_OR_COMMENT = Pattern.compile("\"\"\"(?s:.*?)(?<!\\\\)\"\"\""
            + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\""
            + "|'(?:[^'\\\\\\n]++|\\\\.)++'"
            + "|//[^\\n]*+"
            + "|/\\*(?s:.*?)\\*/");
    private static final Pattern NOT_A_LINE_END = Pattern.compile("[^\\n]");
    private static final Pattern TYPE = Pattern.compile("(^|\\s)(class|interface|enum|record|@interface)\\s+\\w+");
    private static final Pattern ANONYMOUS_TYPE =
            Pattern.compile("\\bnew\\s+[\\w.<>, ?]+\\(.*\\)\\s*$", Pattern.DOTALL);
    private static final Pattern THROWS = Pattern.compile("\\)\\s*throws[\\w\\s,.]+$");
    private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s*$");
    private static final Set<String> NO_METHODS = Set.of("static", "switch", "synchronized");

    private final String code;

    JavaSource(String text) {
        code = QUOTED_OR_COMMENT
                .matcher(text)
                .replaceAll(found -> NOT_A_LINE_END.matcher(found.group()).replaceAll(" "));
    }

    /** The text with blanks for all that is quoted or commented; each line where it was. */
    String code() {
        return code;
    }

    /** A method or constructor; its lines are those from the brace that opens its body to the one that closes it. */
    record Method(String name, int firstLine, int lines) {}

    /** The methods, those of nested and anonymous types included, in the order in which they end. */
    List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        Deque<Block> open = new ArrayDeque<>();
        int line = 1;
        int headerFrom = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c == '{') {
                boolean member = open.isEmpty() || open.peek().isType();
                open.push(Block.of(code.substring(headerFrom, i).strip(), line, member));
                headerFrom = i + 1;
            } else if (c == '}') {
                Block closed = open.pop();
                if (closed.isMethod()) {
                    methods.add(new Method(closed.name, closed.firstLine, line - closed.firstLine + 1));
                }
                headerFrom = i + 1;
            } else if (c == ';') {
                headerFrom = i + 1;
            }
        }
        return methods;
    }

    private record Block(String name, int firstLine, boolean isType, boolean isMethod) {
        static Block of(String header, int line, boolean isMember) {
            if (TYPE.matcher(header).find() || ANONYMOUS_TYPE.matcher(header).find()) {
                return new Block("", line, true, false);
            }
            String name = isMember ? methodName(header) : "";
            return new Block(name, line, false, !name.isEmpty());
        }

        /** The word before the parameters, or the last one where there are none; empty where it names no method. */
        private static String methodName(String header) {
            String declared = THROWS.matcher(header).replaceFirst(")");
            int depth = 0;
            int end = declared.length();
            do {
                end--;
                depth += end < 0 ? 0 : declared.charAt(end) == ')' ? 1 : declared.charAt(end) == '(' ? -1 : 0;
            } while (end >= 0 && depth > 0);
            boolean hasParameters = declared.endsWith(")");
            Matcher word = LAST_WORD.matcher(hasParameters ? declared.substring(0, Math.max(0, end)) : declared);
            return word.find() && !NO_METHODS.contains(word.group(1)) ? word.group(1) : "";
        }
    }
}
