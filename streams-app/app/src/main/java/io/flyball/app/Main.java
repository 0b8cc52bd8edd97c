package io.flyball.app;

import io.flyball.app.cli.FlyballCommand;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(FlyballCommand.commandLine().execute(args));
    }
}
