package io.flyball.app;

import io.flyball.app.cli.FlyballCommand;
import java.util.Locale;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        formatNumbersAlike();
        System.exit(FlyballCommand.commandLine().execute(args));
    }

    /**
     * Has numbers look the same on every machine. It also spares a look-up of the locale's digits for each record, since
     * Kafka 4.3.1 formats a text for each empty input partition there.
     */
    public static void formatNumbersAlike() {
        Locale.setDefault(Locale.US);
    }
}
