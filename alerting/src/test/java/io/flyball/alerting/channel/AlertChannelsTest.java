package io.flyball.alerting.channel;

import com.slack.api.Slack;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.email.EmailChannel;
import io.flyball.alerting.email.EmailSettings;
import io.flyball.alerting.fake.FakeMailServer;
import io.flyball.alerting.fake.FakeReceiver;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.VendorRules;
import io.flyball.alerting.slack.SlackBotChannel;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackSettings;
import io.flyball.alerting.slack.SlackWebhookChannel;
import io.flyball.alerting.testing.Alerts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Each channel against its vendor's fake. */
class AlertChannelsTest {
    private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Nested
    class OfTheSlackBot extends RemoteChannelContract {
        @Override
        Vendor vendor() {
            return new SlackVendor(FakeSlack.start()) {
                @Override
                AlertChannel channelOn(Slack sdk) {
                    SlackSettings settings = new SlackSettings(FakeSlack.CHANNEL, "https://flyball.example", true);
                    return new SlackBotChannel(sdk, FakeSlack.TOKEN, settings, ChartSource.none());
                }

                @Override
                public String recipient() {
                    return FakeSlack.CHANNEL;
                }

                @Override
                public List<String> shown() {
                    return fake.shown().stream()
                            .map(post -> post.ts() + " " + post.text())
                            .toList();
                }

                @Override
                public void refuseNext() {
                    fake.failNext(FakeSlack.CHANNEL, "is_archived");
                }

                @Override
                public String secret() {
                    return FakeSlack.TOKEN;
                }
            };
        }
    }

    /** An incoming webhook cannot be asked what stands in its channel: a repeat is there twice. */
    @Nested
    class OfTheSlackWebhook extends RemoteChannelContract {
        @Override
        Vendor vendor() {
            return new SlackVendor(FakeSlack.start()) {
                @Override
                AlertChannel channelOn(Slack sdk) {
                    return new SlackWebhookChannel(sdk, fake.webhookUrl(), "https://flyball.example");
                }

                @Override
                public String recipient() {
                    return "";
                }

                @Override
                public List<String> shown() {
                    return fake.posts().stream().map(post -> post.text()).toList();
                }

                @Override
                public void refuseNext() {
                    fake.answerNext("", 404, "no_service");
                }

                @Override
                public boolean showsOnce() {
                    return false;
                }

                @Override
                public String secret() {
                    return "secret-of-the-fake";
                }
            };
        }
    }

    @Nested
    class OfPagerDuty extends RemoteChannelContract {
        @Override
        Vendor vendor() {
            return new ReceiverVendor(FakeReceiver.start(VendorRules::pagerDuty), VendorRules.ROUTING_KEY) {
                @Override
                AlertChannel channelAt(String url) {
                    return new PagerDutyChannel(url + "/v2/enqueue", VendorRules.ROUTING_KEY, () -> Alerts.AT_MS);
                }

                /** Events of one key are one incident, as they left it. */
                @Override
                public List<String> shown() {
                    return distinctBy(taken -> taken.body().replaceAll(".*\"dedup_key\":\"([^\"]*)\".*", "$1"))
                            .map(body -> body.replace(VendorRules.ROUTING_KEY, ""))
                            .toList();
                }
            };
        }
    }

    @Nested
    class OfAStandardWebhook extends RemoteChannelContract {
        @Override
        Vendor vendor() {
            return new ReceiverVendor(
                    FakeReceiver.start(request -> VendorRules.webhook(request, WEBHOOK_SECRET)), WEBHOOK_SECRET) {
                @Override
                AlertChannel channelAt(String url) {
                    return new WebhookChannel(url + "/hook", List.of(WEBHOOK_SECRET), () -> Alerts.AT_MS);
                }

                /** A receiver takes each id once. */
                @Override
                public List<String> shown() {
                    return distinctBy(taken -> taken.headers().getOrDefault("webhook-id", ""))
                            .toList();
                }

                @Override
                public boolean takesDigests() {
                    return false;
                }
            };
        }
    }

    @Nested
    class OfEmail extends RemoteChannelContract {
        @Override
        Vendor vendor() {
            FakeMailServer fake = FakeMailServer.start();
            return new MailVendor(
                    fake,
                    new EmailChannel(
                            fake.url(FakeMailServer.PASSWORD),
                            new EmailSettings("flyball@example.com", "https://flyball.example"),
                            ChartSource.none(),
                            () -> Alerts.AT_MS));
        }
    }

    @Nested
    class OfTheConsole extends AlertChannelContract {
        @Override
        Vendor vendor() {
            return new ConsoleVendor();
        }
    }

    private abstract static class SlackVendor implements AlertChannelContract.Vendor {
        final FakeSlack fake;
        private final Slack sdk;
        private final AlertChannel channel;

        SlackVendor(FakeSlack fake) {
            this.fake = fake;
            this.sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
            this.channel = channelOn(sdk);
        }

        abstract AlertChannel channelOn(Slack sdk);

        @Override
        public AlertChannel channel() {
            return channel;
        }

        @Override
        public void limitNext() {
            fake.rateLimitNext(recipient(), Integer.toString(AlertChannelContract.PATIENCE_S));
        }

        @Override
        public void loseNextAnswer() {
            fake.loseNextAnswer(recipient());
        }

        @Override
        public void close() {
            try {
                sdk.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            fake.close();
        }
    }

    private abstract static class ReceiverVendor implements AlertChannelContract.Vendor {
        private final FakeReceiver fake;
        private final String secret;
        private final AlertChannel channel;

        ReceiverVendor(FakeReceiver fake, String secret) {
            this.fake = fake;
            this.secret = secret;
            this.channel = channelAt(fake.url());
        }

        abstract AlertChannel channelAt(String url);

        /** The latest of each. */
        java.util.stream.Stream<String> distinctBy(Function<FakeReceiver.Taken, String> id) {
            java.util.Map<String, String> latest = new java.util.LinkedHashMap<>();
            fake.taken().forEach(taken -> latest.put(id.apply(taken), taken.body()));
            return latest.values().stream();
        }

        @Override
        public AlertChannel channel() {
            return channel;
        }

        @Override
        public String recipient() {
            return "";
        }

        @Override
        public void limitNext() {
            fake.answerNext(429, "slow down", Integer.toString(AlertChannelContract.PATIENCE_S));
        }

        @Override
        public void refuseNext() {
            fake.answerNext(403, "go away", "");
        }

        @Override
        public void loseNextAnswer() {
            fake.loseNextAnswer();
        }

        @Override
        public String secret() {
            return secret;
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    private record MailVendor(FakeMailServer fake, AlertChannel channel) implements AlertChannelContract.Vendor {
        @Override
        public String recipient() {
            return "ann@example.com";
        }

        /** A mail program shows each Message-ID once. */
        @Override
        public List<String> shown() {
            java.util.Map<String, String> byId = new java.util.LinkedHashMap<>();
            fake.taken().forEach(mail -> byId.put(mail.replaceAll("(?s).*\r\nMessage-ID: ([^\r]*).*", "$1"), mail));
            return List.copyOf(byId.values());
        }

        @Override
        public void limitNext() {
            fake.replyNext("RCPT", "450 4.2.1 Too fast");
        }

        /** SMTP has no Retry-After. */
        @Override
        public long patienceMs() {
            return 0;
        }

        @Override
        public void refuseNext() {
            fake.replyNext("RCPT", "550 5.1.1 No such user");
        }

        @Override
        public void loseNextAnswer() {
            fake.loseNextAnswer();
        }

        @Override
        public String secret() {
            return FakeMailServer.PASSWORD;
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    private static final class ConsoleVendor implements AlertChannelContract.Vendor {
        private final List<String> lines = new ArrayList<>();
        private final AlertChannel channel = new ConsoleChannel(lines::add);

        @Override
        public AlertChannel channel() {
            return channel;
        }

        @Override
        public String recipient() {
            return "";
        }

        @Override
        public List<String> shown() {
            return List.copyOf(lines);
        }

        @Override
        public void limitNext() {}

        @Override
        public void refuseNext() {}

        @Override
        public void loseNextAnswer() {}

        @Override
        public String secret() {
            return "xoxb-";
        }

        @Override
        public void close() {}
    }
}
