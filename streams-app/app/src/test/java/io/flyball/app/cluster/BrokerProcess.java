package io.flyball.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A broker in a process of its own that can be killed, started again on what it had, and made to stand still. */
final class BrokerProcess implements AutoCloseable {
    private final String[] arguments;
    private ChildProcess process;

    private BrokerProcess(String[] arguments) {
        this.arguments = arguments;
        this.process = ChildProcess.java(BrokerMain.class.getName(), arguments);
    }

    /** Starts a broker; {@link #bootstrapServers} waits for it. */
    static BrokerProcess start(Path folder) {
        return new BrokerProcess(
                new String[] {folder.toString(), Integer.toString(freePort()), Integer.toString(freePort())});
    }

    /** A port of the loopback that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, once it does. */
    String bootstrapServers() {
        return process.tells(BrokerMain.READY);
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Starts it again where it was, and returns when it listens. */
    void restart() {
        process = ChildProcess.java(BrokerMain.class.getName(), arguments);
        bootstrapServers();
    }

    /** SIGSTOP: its connections stay open, and nothing is answered. */
    void standStill() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    void goOn() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.close();
    }
}
