package io.flyball.alerting.fake;

import java.util.List;
import java.util.Locale;

/** What a message must be for a mail server to take it. */
final class MailRules {
    private static final List<String> WANTED = List.of("from: ", "to: ", "date: ", "message-id: <", "subject: ");

    private MailRules() {}

    /** The reply to a message, line by line with their ends. */
    static String complaint(List<String> lines, int mostChars) {
        for (String line : lines) {
            if (!line.endsWith("\r\n")
                    || line.length() - 2 > mostChars
                    || line.strip().indexOf('\r') >= 0) {
                return "554 5.6.0 A line is too long or has no proper end";
            }
            if (!line.chars().allMatch(c -> c < 128)) {
                return "554 5.6.1 8 bits were not asked for";
            }
        }
        int end = lines.indexOf("\r\n");
        if (end < 0) {
            return "554 5.6.0 No end of headers";
        }
        List<String> headers = lines.subList(0, end);
        for (String wanted : WANTED) {
            long there = headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .count();
            if (there != 1) {
                return "554 5.6.0 Expected one header " + wanted + ", found " + there;
            }
        }
        return "250 2.0.0 Taken";
    }
}
