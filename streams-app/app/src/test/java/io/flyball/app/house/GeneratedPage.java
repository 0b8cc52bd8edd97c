package io.flyball.app.house;

import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that is made of code. */
public final class GeneratedPage {
    private GeneratedPage() {}

    /**
     * What stands in the page; with {@code -Dflyball.renew=true} what is to stand there, and is written first.
     *
     * @param name below the project's top folder, such as {@code docs/config.md}
     */
    public static String written(String name, String page) throws IOException {
        Path file = SharedData.projectRoot().resolve(name);
        if (Boolean.getBoolean("flyball.renew")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
