package io.flyball.bench;

/** Entry of {@code flyball bench}; the launcher puts it on the class path of the application. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        io.flyball.app.Main.formatNumbersAlike();
        System.exit(BenchCommand.commandLine().execute(args));
    }
}
