package io.flyball.app.cli;

import io.flyball.app.Refusal;
import java.io.IOException;
import java.net.ServerSocket;

/** Says before anything is started that a port is taken. */
final class PortCheck {
    private PortCheck() {}

    static void refuseTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            socket.setReuseAddress(true);
        } catch (IOException taken) {
            throw new Refusal("Port " + port + " is taken: choose another with --port, or 0 for any free one.");
        }
    }
}
