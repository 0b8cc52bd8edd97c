package io.flyball.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code flyball bench layout}: layouts of the windowed state side by side. */
@Command(name = "layout", mixinStandardHelpOptions = true, description = "Measures layouts of the windowed state.")
final class LayoutCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
