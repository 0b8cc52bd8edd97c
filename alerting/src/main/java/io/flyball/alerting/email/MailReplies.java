package io.flyball.alerting.email;

import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.words.Mrkdwn;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's replies mean for a delivery: 4xx is for later, 5xx for good, silence may have been a yes. */
final class MailReplies {
    private static final int REPLY_CHARS = 200;
    private static final int TRANSIENT = 400;
    private static final int PERMANENT = 500;
    private static final int END = 600;
    private static final int MAILBOX_FULL = 552;
    private static final Pattern CODE = Pattern.compile("(?:^|response: )([45][0-9]{2})\\b");

    private MailReplies() {}

    /**
     * What a failure means.
     *
     * @param to the recipient
     * @param sending whether the server had been reached, so that the message may have been taken
     */
    static DeliveryResult of(MessagingException failure, String to, boolean sending) {
        if (failure instanceof AuthenticationFailedException) {
            return login(failure);
        }
        for (Exception at = failure; at != null; at = next(at)) {
            if (at instanceof SMTPAddressFailedException address) {
                return ofRecipient(address.getReturnCode(), said(address), to);
            }
        }
        int code = code(failure);
        if (code >= PERMANENT) {
            return new Refused("The mail server refuses: " + said(failure) + ": correct its settings.");
        }
        return code >= TRANSIENT
                ? new RetryLater(0, "The mail server answered " + said(failure) + ": it is tried again.", false, true)
                : new RetryLater(
                        0,
                        "The mail server gave no answer (" + failure.getClass().getSimpleName()
                                + "): it is tried again.",
                        sending,
                        true);
    }

    /** What the server says to a login is not repeated: some servers show parts of it. */
    private static DeliveryResult login(MessagingException failure) {
        int code = code(failure);
        return code >= TRANSIENT && code < PERMANENT
                ? new RetryLater(0, "The mail server takes no login now: it is tried again.", false, true)
                : new Refused("The mail server refuses the login: correct flyball.smtp-url.");
    }

    /** A full mailbox has an end, whatever its number says. */
    private static DeliveryResult ofRecipient(int code, String said, String to) {
        return code >= PERMANENT && code != MAILBOX_FULL
                ? new Refused("The mail server takes no mail for \"" + to + "\" (" + said
                        + "): correct the person's address.")
                : new RetryLater(0, "The mail server takes no mail for \"" + to + "\" now (" + said + ").");
    }

    private static @Nullable Exception next(Exception at) {
        return at instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static int code(MessagingException failure) {
        for (Exception at = failure; at != null; at = next(at)) {
            int code = at instanceof SMTPSendFailedException sending
                    ? sending.getReturnCode()
                    : at instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : inWords(at);
            if (code >= TRANSIENT && code < END) {
                return code;
            }
        }
        return 0;
    }

    private static int inWords(Exception failure) {
        Matcher code = CODE.matcher(String.valueOf(failure.getMessage()));
        return code.find() ? Integer.parseInt(code.group(1)) : 0;
    }

    private static String said(Exception reply) {
        String text = String.valueOf(reply.getMessage()).replaceAll("\\s+", " ").strip();
        return "\"" + Mrkdwn.plain(text, REPLY_CHARS) + "\"";
    }
}
