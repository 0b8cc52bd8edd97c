package io.flyball.alerting.email;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.words.Mrkdwn;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Writes deliveries as MIME messages: plain text beside HTML, with the chart in it where there is one. */
final class MailMessages {
    private static final String UTF_8 = "UTF-8";
    private static final int SUBJECT_CHARS = 200;

    private final Session session;
    private final EmailSettings settings;
    private final ChartSource charts;
    private final LongSupplier clock;

    MailMessages(Session session, EmailSettings settings, ChartSource charts, LongSupplier clock) {
        this.session = session;
        this.settings = settings;
        this.charts = charts;
        this.clock = clock;
    }

    MailThread threadOf(Delivery delivery) {
        return MailThread.of(delivery, settings.from().substring(settings.from().indexOf('@') + 1));
    }

    MimeMessage write(Delivery delivery, MailThread thread, InternetAddress to) throws MessagingException {
        MimeMessage message = new Written(session, thread.id());
        message.setFrom(MailAddress.parse(settings.from()).orElseThrow());
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(Mrkdwn.plain(thread.subject().replace('\n', ' '), SUBJECT_CHARS), UTF_8);
        message.setSentDate(new Date(clock.getAsLong()));
        // RFC 3834: nobody's absence note is to answer it.
        message.setHeader("Auto-Submitted", "auto-generated");
        if (thread.follows()) {
            message.setHeader("In-Reply-To", thread.first());
            message.setHeader("References", thread.first());
        }
        fill(message, MailText.of(delivery, settings.pageUrl()), chart(delivery));
        message.saveChanges();
        return message;
    }

    private Optional<byte[]> chart(Delivery delivery) {
        boolean aboutCase = delivery instanceof Telling telling
                && telling.first()
                && telling.told().askId().isEmpty();
        return aboutCase ? charts.chartOf(((Telling) delivery).of()) : Optional.empty();
    }

    private static void fill(MimePart message, MailText words, Optional<byte[]> chart) throws MessagingException {
        MimeMultipart either = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(words.plain(), UTF_8);
        either.addBodyPart(plain);
        MimeBodyPart html = new MimeBodyPart();
        if (chart.isPresent()) {
            html.setContent(withPicture(words, chart.get()));
        } else {
            html.setText(words.html(""), UTF_8, "html");
        }
        either.addBodyPart(html);
        message.setContent(either);
    }

    private static MimeMultipart withPicture(MailText words, byte[] png) throws MessagingException {
        MimeMultipart related = new MimeMultipart("related");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(words.html("cid:spend"), UTF_8, "html");
        related.addBodyPart(html);
        MimeBodyPart picture = new MimeBodyPart();
        picture.setDataHandler(new DataHandler(new ByteArrayDataSource(png, "image/png")));
        picture.setContentID("<spend>");
        picture.setDisposition(MimeBodyPart.INLINE);
        picture.setFileName("spend.png");
        related.addBodyPart(picture);
        return related;
    }

    /** Keeps the Message-ID that it is given. */
    private static final class Written extends MimeMessage {
        private final String id;

        private Written(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
