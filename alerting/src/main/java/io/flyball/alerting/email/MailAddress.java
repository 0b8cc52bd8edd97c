package io.flyball.alerting.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address without a name: nothing that a header or a command could be hidden in. */
final class MailAddress {
    private static final int MOST_CHARS = 254;
    private static final Pattern BARE = Pattern.compile("[!-~&&[^()<>\\[\\]:;@\\\\,\"]]+@[A-Za-z0-9.-]+");

    private MailAddress() {}

    /** The address; empty where it is none, or not one alone, or needs more than ASCII. */
    static Optional<InternetAddress> parse(String text) {
        if (text.length() > MOST_CHARS || !BARE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            InternetAddress address = new InternetAddress(text, true);
            return address.getAddress().equals(text) ? Optional.of(address) : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
