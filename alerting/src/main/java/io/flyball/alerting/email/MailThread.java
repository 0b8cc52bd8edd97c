package io.flyball.alerting.email;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.Delivery.Digest;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.words.AlertWords;
import io.flyball.schemas.avro.Alert;
import java.util.stream.Collectors;

/**
 * What holds a conversation together in mail programs: ids that are the same however often a message is sent, so that a
 * copy is shown once, a reference to the first message, and a subject that stays as it is.
 *
 * @param id of this message
 * @param first the message that it follows; its own id where it is the first
 */
record MailThread(String id, String first, String subject) {
    /**
     * The thread of a delivery.
     *
     * @param domain of the sender
     */
    static MailThread of(Delivery delivery, String domain) {
        if (delivery instanceof Digest digest) {
            String id = id(digest.id() + "." + Integer.toHexString(content(digest)), domain);
            String subject =
                    digest.overflow() ? "findings that were too many to tell one by one" : "digest of findings";
            return new MailThread(id, id, "Flyball: " + subject);
        }
        Telling telling = (Telling) delivery;
        String root = telling.id();
        String reference = telling.told().reference();
        String first = reference.isEmpty() ? id(root + ".1", domain) : reference;
        String subject = "Flyball: " + subject(telling);
        return telling.first()
                ? new MailThread(first, first, subject)
                : new MailThread(id(root + "." + telling.revision(), domain), first, "Re: " + subject);
    }

    boolean follows() {
        return !first.equals(id);
    }

    /** The same cases a day later are another digest. */
    private static int content(Digest digest) {
        return digest.cases().stream()
                .map(of -> of.key() + "/" + of.course().openedAtMs() + "/"
                        + of.news().revision())
                .collect(Collectors.joining("\n"))
                .hashCode();
    }

    /** Without what changes from message to message: mail programs split a thread by its subject. */
    private static String subject(Telling telling) {
        AlertCase of = telling.of();
        if (!telling.told().askId().isEmpty()) {
            return "asked for more for " + of.key().scope();
        }
        Alert still = Alert.newBuilder(of.course().latest()).setCostNanoUsd(0).build();
        return AlertWords.what(still);
    }

    private static String id(String text, String domain) {
        return "<" + text.replaceAll("[^A-Za-z0-9.]", "-") + "@" + domain + ">";
    }
}
