package io.flyball.alerting;

import java.util.function.Consumer;

/** Alerts as one line each, for a terminal or a log. */
public final class ConsoleChannel implements AlertChannel {
    private static final int LINE_CHARS = 500;

    private final Consumer<String> lines;

    /**
     * @param lines takes a line without its end; called from the dispatcher's thread of this channel
     */
    public ConsoleChannel(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public DeliveryResult deliver(AlertMessage message) {
        lines.accept(line(message));
        return new DeliveryResult.Delivered("console");
    }

    /** {@code ALERT high  New: burn by user:ann, $4,012.30 in 3d. Requests are paced. ...}; no control characters. */
    static String line(AlertMessage message) {
        var alert = message.alert();
        String line = "ALERT " + alert.getSeverity() + "  " + SlackMessage.title(alert) + ". "
                + ThrottleWords.plain(alert) + " " + alert.getText();
        return Mrkdwn.plain(line.replace('\n', ' '), LINE_CHARS);
    }
}
