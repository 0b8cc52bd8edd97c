package io.flyball.alerting.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/** Where mail is handed over, and as whom. Its text never shows the login. */
final class MailServer {
    private static final String TIME_LIMIT_MS = "10000";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final String protocol;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final Session session;

    private MailServer(URI uri, String user, String password) {
        this.protocol = uri.getScheme().toLowerCase(Locale.ROOT);
        this.host = uri.getHost();
        this.port = uri.getPort();
        this.user = user;
        this.password = password;
        this.session = Session.getInstance(properties());
    }

    /**
     * Reads a URL.
     *
     * @param url {@code smtp://user:password@host:587}, which turns to TLS where the server offers it, or {@code smtps},
     *     which begins with it; parts of the login are percent-encoded
     * @throws IllegalArgumentException where it is something else; the message does not repeat it
     */
    static MailServer parse(String url) {
        try {
            URI uri = URI.create(url);
            String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            int colon = login.indexOf(':');
            boolean known = "smtp".equalsIgnoreCase(uri.getScheme()) || "smtps".equalsIgnoreCase(uri.getScheme());
            boolean bare = List.of("", "/").contains(String.valueOf(uri.getRawPath())) && uri.getRawQuery() == null;
            if (known && bare && uri.getHost() != null && (login.isEmpty() || colon > 0)) {
                return new MailServer(uri, decoded(login, 0, Math.max(0, colon)), decoded(login, colon + 1, -1));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected()); // Its cause would repeat the URL.
        }
        throw new IllegalArgumentException(expected());
    }

    private static String expected() {
        return "Expected the mail server as a URL such as smtp://user:password@mail.example.com:587, but it is something"
                + " else: write smtp or smtps, and percent-encode what is special in the login, such as %40 for @.";
    }

    private static String decoded(String login, int from, int to) {
        String part = to < 0 ? login.substring(from) : login.substring(from, to);
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A login goes over the network encrypted, or not at all. */
    Properties properties() {
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty(prefix + "auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(
                prefix + "starttls.required",
                Boolean.toString(!user.isEmpty() && !LOOPBACK.matcher(host).matches()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty(prefix + limit, TIME_LIMIT_MS);
        }
        return properties;
    }

    Session session() {
        return session;
    }

    /** Not connected yet. */
    Transport transport() throws MessagingException {
        return session.getTransport(protocol);
    }

    void connect(Transport transport) throws MessagingException {
        transport.connect(host, port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
    }

    @Override
    public String toString() {
        return protocol + "://" + host + (port < 0 ? "" : ":" + port);
    }
}
