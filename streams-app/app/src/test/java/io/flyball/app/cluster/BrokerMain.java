package io.flyball.app.cluster;

import io.flyball.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A broker for as long as somebody holds its standard input open. Its arguments are a folder that it keeps, its port and
 * that of its controller: a second one with the same goes on where the first was killed.
 */
public final class BrokerMain {
    static final String READY = "broker at ";

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker =
                EmbeddedBroker.startOn(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))) {
            System.out.write((READY + broker.bootstrapServers() + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            while (System.in.read() >= 0) {
                // Lives until its parent closes the pipe or dies.
            }
        }
        System.exit(0);
    }
}
