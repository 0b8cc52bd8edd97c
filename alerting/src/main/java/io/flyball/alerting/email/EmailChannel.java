package io.flyball.alerting.email;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.chart.ChartSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * E-mail by SMTP: one conversation for a case, with a message for each change that is worth it. SMTP cannot be asked
 * whether a message has arrived: where an answer was lost it is sent again with the same Message-ID, by which mail programs
 * know a copy.
 */
public final class EmailChannel implements AlertChannel {
    /** Its name in places. */
    public static final String NAME = "email";

    private final MailServer server;
    private final MailMessages messages;

    /**
     * @param url of the mail server, {@code smtp://user:password@host:587} or {@code smtps}; a secret: kept, never logged
     * @param charts drawn into the first message of a case
     * @param clock wall clock, epoch ms
     * @throws IllegalArgumentException where the URL is none; the message does not repeat it
     */
    public EmailChannel(String url, EmailSettings settings, ChartSource charts, LongSupplier clock) {
        this.server = MailServer.parse(url);
        this.messages = new MailMessages(server.session(), settings, charts, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean edits() {
        return false;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        String to = delivery.place().recipient();
        Optional<InternetAddress> address = MailAddress.parse(to);
        if (address.isEmpty()) {
            return new Refused("\"" + to.replaceAll("\\p{Cntrl}", " ")
                    + "\" is no e-mail address: correct it in the directory or the settings.");
        }
        boolean sending = false;
        try (Transport transport = server.transport()) {
            MailThread thread = messages.threadOf(delivery);
            MimeMessage message = messages.write(delivery, thread, address.get());
            server.connect(transport);
            sending = true;
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivered(thread.first());
        } catch (MessagingException e) {
            return MailReplies.of(e, to, sending);
        }
    }

    @Override
    public String toString() {
        return "EmailChannel[" + server + "]";
    }
}
