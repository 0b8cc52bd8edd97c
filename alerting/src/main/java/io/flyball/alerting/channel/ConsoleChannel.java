package io.flyball.alerting.channel;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.words.Mrkdwn;
import java.util.function.Consumer;

/** Alerts as one line each, for a terminal or a log. */
public final class ConsoleChannel implements AlertChannel {
    private static final int LINE_CHARS = 500;

    private final Consumer<String> lines;

    /**
     * @param lines takes a line without its end; called from the thread of this channel
     */
    public ConsoleChannel(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public boolean edits() {
        return false;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        lines.accept(line(delivery));
        return new DeliveryResult.Delivered("console");
    }

    /** {@code ALERT high  New: burn by user:ann, $4,012.30 in 3d. ...}; no control characters. */
    static String line(Delivery delivery) {
        String severity = delivery instanceof Delivery.Telling telling
                ? telling.of().course().severity().wireName()
                : "low";
        String line =
                "ALERT " + severity + "  " + DeliveryWords.subject(delivery) + ". " + DeliveryWords.body(delivery);
        return Mrkdwn.plain(line.replace('\n', ' '), LINE_CHARS);
    }
}
