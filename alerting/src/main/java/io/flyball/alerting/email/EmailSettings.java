package io.flyball.alerting.email;

/**
 * How mail is written.
 *
 * @param from the sender's address; its domain is also that of the messages' ids
 * @param pageUrl where the page is, without a slash at its end; empty: mails have no link
 */
public record EmailSettings(String from, String pageUrl) {
    /** @throws IllegalArgumentException where the sender is no address */
    public EmailSettings {
        if (MailAddress.parse(from).isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected the sender as an address such as flyball@example.com, but it is \"" + from + "\".");
        }
    }
}
