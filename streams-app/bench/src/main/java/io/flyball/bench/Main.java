package io.flyball.bench;

import java.util.Locale;

/** Entry of {@code flyball bench}; the launcher puts it on the class path of the application. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Numbers look the same everywhere. It also spares a look-up of the locale's digits for each record: Kafka
        // 4.3.1
        // formats a text per empty input partition there.
        Locale.setDefault(Locale.US);
        System.exit(BenchCommand.commandLine().execute(args));
    }
}
