package io.flyball.app.cluster;

import io.flyball.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A broker for as long as somebody holds its standard input open. */
public final class BrokerMain {
    static final String READY = "broker at ";

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.write((READY + broker.bootstrapServers() + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            while (System.in.read() >= 0) {
                // Lives until its parent closes the pipe or dies.
            }
        }
        System.exit(0);
    }
}
