package io.flyball.alerting.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A mail server on a free loopback port that replies as RFC 5321 has it, and refuses commands out of order, lines without
 * CR and LF, lines above 998 characters, and messages without what RFC 5322 asks for. What the next commands get can be set.
 */
public final class FakeMailServer implements AutoCloseable {
    /** The one user's password; the user is {@code flyball}. */
    public static final String PASSWORD = "of-the-fake-mail";

    /** Who acts, which may be the user or nothing; who logs in; the password. */
    private static final List<String> LOGINS = Stream.of("", "flyball")
            .map(as -> as + "\0flyball\0" + PASSWORD)
            .map(login -> Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII)))
            .toList();

    private static final int MOST_LINE_CHARS = 998;

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<String>> nextByCommand = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile boolean hangsUpAfterTaking;

    private FakeMailServer(ServerSocket listening) {
        this.listening = listening;
        threads.execute(this::accept);
    }

    /** Starts one; close it. */
    public static FakeMailServer start() {
        try {
            return new FakeMailServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, with or without a login. */
    public String url(String password) {
        return "smtp://" + (password.isEmpty() ? "" : "flyball:" + password + "@") + "127.0.0.1:"
                + listening.getLocalPort();
    }

    /**
     * The next command of that name gets this reply.
     *
     * @param command {@code CONNECT}, {@code MAIL}, {@code RCPT}, {@code DATA}, or {@code END} for the end of the message
     * @param reply for example {@code 451 4.7.1 Greylisted}
     */
    public void replyNext(String command, String reply) {
        nextByCommand
                .computeIfAbsent(command, c -> new ConcurrentLinkedQueue<>())
                .add(reply);
    }

    /** The next message is taken, but the answer is lost. */
    public void loseNextAnswer() {
        hangsUpAfterTaking = true;
    }

    /** Messages as they came over the line, in order. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Conversation(socket.getInputStream(), socket.getOutputStream()).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String prepared(String command, String otherwise) {
        Queue<String> replies = nextByCommand.get(command);
        String reply = replies == null ? null : replies.poll();
        return reply == null ? otherwise : reply;
    }

    private final class Conversation {
        private final InputStream in;
        private final OutputStream out;
        private String awaited = "EHLO";

        private Conversation(InputStream in, OutputStream out) {
            this.in = new BufferedInputStream(in);
            this.out = out;
        }

        private void run() throws IOException {
            if (!reply(prepared("CONNECT", "220 fake.example ESMTP"))) {
                return;
            }
            for (String line = line().strip(); !line.isEmpty(); line = line().strip()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (command.equals("QUIT")) {
                    boolean unused = reply("221 bye");
                    return;
                }
                if (command.equals("DATA") ? !data() : !reply(replyTo(command, line))) {
                    return;
                }
            }
        }

        private String replyTo(String command, String line) {
            if (command.equals("RSET")) {
                awaited = "MAIL";
                return "250 OK";
            }
            if (command.equals("AUTH") && awaited.equals("MAIL")) {
                return LOGINS.contains(line.replaceFirst("^AUTH PLAIN ", ""))
                        ? "235 2.7.0 Welcome"
                        : "535 5.7.8 Who is " + line + "?";
            }
            if (!command.equals(awaited)) {
                return "503 5.5.1 Bad sequence: expected " + awaited;
            }
            boolean formed = command.equals("EHLO")
                    || line.matches("(MAIL FROM|RCPT TO):<[!-~&&[^<>]]+@[A-Za-z0-9.-]+>( [A-Z0-9=]+)*");
            String good = command.equals("EHLO") ? "250-fake.example\r\n250 AUTH PLAIN" : "250 OK";
            String reply = formed ? prepared(command, good) : "501 5.5.4 Syntax error";
            if (reply.startsWith("2")) {
                awaited = command.equals("EHLO") ? "MAIL" : command.equals("MAIL") ? "RCPT" : "DATA";
            }
            return reply;
        }

        private boolean data() throws IOException {
            String go = awaited.equals("DATA") ? prepared("DATA", "354 Go ahead") : "503 5.5.1 Bad sequence";
            if (!reply(go) || !go.startsWith("3")) {
                return !go.startsWith("421");
            }
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.equals(".\r\n"); line = line()) {
                if (line.isEmpty()) {
                    return false;
                }
                lines.add(line);
            }
            String reply = prepared("END", MailRules.complaint(lines, MOST_LINE_CHARS));
            if (reply.startsWith("2")) {
                taken.add(String.join("", lines));
            }
            awaited = "MAIL";
            if (hangsUpAfterTaking) {
                hangsUpAfterTaking = false;
                return false;
            }
            return reply(reply);
        }

        /** With its end; empty where the other side is gone. */
        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                line.write(read);
                if (read == '\n') {
                    break;
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        private boolean reply(String reply) throws IOException {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return !reply.startsWith("421");
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
