package io.flyball.app;

import io.flyball.app.cli.FlyballCommand;
import java.util.Locale;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Numbers look the same everywhere. It also spares a look-up of the locale's digits for each record: Kafka
        // 4.3.1
        // formats a text per empty input partition there.
        Locale.setDefault(Locale.US);
        System.exit(FlyballCommand.commandLine().execute(args));
    }
}
