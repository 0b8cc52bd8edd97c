package io.flyball.alerting.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.Slack;
import io.flyball.alerting.cases.AlertDesk;
import io.flyball.alerting.cases.AlertRules;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DispatchPolicy;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.channel.Courier;
import io.flyball.alerting.channel.ThreadDeliveryTimer;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.slack.SlackBotChannel;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackSettings;
import io.flyball.alerting.testing.Alerts;
import io.flyball.core.model.Person;
import io.flyball.schemas.avro.Alert;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shell over Kafka's own mocks, with a bot at a fake Slack. */
class AlertLoopTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private final ThreadDeliveryTimer timer = new ThreadDeliveryTimer();
    private final KafkaOfTest kafka = new KafkaOfTest();

    @BeforeEach
    void fillDirectory() {
        control.know(new Person("ann", "payments", "", "", FakeSlack.EMAIL, "", ""));
        await().until(() -> control.tail().person("ann").isPresent());
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        timer.close();
        sdk.close();
        fake.close();
    }

    @Test
    void tellsThePersonAndRemembersIt() {
        try (AlertLoop loop = loop(Duration.ofSeconds(10))) {
            // given
            loop.start();
            // when
            kafka.alert(Alerts.burn("a1"));
            // then
            await().atMost(LONG).until(() -> kafka.remembered("D000ANN/"));
            assertThat(fake.shown()).singleElement().satisfies(post -> assertThat(post.channel())
                    .isEqualTo("D000ANN"));
            assertThat(kafka.committedOffset()).isEqualTo(1);
        }
    }

    @Test
    void showsAnAlertOnceThoughTheProcessDiedBeforeItHeardThatItWasPosted() {
        // given
        fake.loseNextAnswer(FakeSlack.USER);
        try (AlertLoop first = loop(Duration.ZERO)) {
            first.start();
            kafka.alert(Alerts.burn("a1"));
            await().atMost(LONG).until(() -> !fake.shown().isEmpty());
        }
        // when
        try (AlertLoop second = loop(Duration.ofSeconds(10))) {
            second.start();
            // then
            await().atMost(LONG).until(() -> kafka.remembered("D000ANN/"));
            assertThat(fake.shown()).hasSize(1);
        }
    }

    @Test
    void remembersWhatWasUnderWayBeforeSomebodyElseGetsItsPartition() {
        // given
        AlertChannel losesItsPartitionMeanwhile = new AlertChannel() {
            @Override
            public String name() {
                return SlackBotChannel.NAME;
            }

            @Override
            public boolean edits() {
                return true;
            }

            @Override
            public DeliveryResult deliver(Delivery delivery) {
                CountDownLatch begun = kafka.takeAway();
                await().atMost(LONG).until(() -> begun.getCount() == 0);
                return new Delivered("D000ANN/1");
            }
        };
        try (AlertLoop loop = loop(Duration.ZERO, losesItsPartitionMeanwhile)) {
            loop.start();
            // when
            kafka.alert(Alerts.burn("a1"));
            // then
            await().atMost(LONG).until(() -> kafka.remembered("D000ANN/"));
        }
    }

    @Test
    void goesOnInItsMessageAfterARestart() {
        // given
        Alert burn = Alerts.burn("a1");
        try (AlertLoop first = loop(Duration.ofSeconds(10))) {
            first.start();
            kafka.alert(burn);
            await().atMost(LONG).until(() -> kafka.remembered("D000ANN/"));
        }
        // when
        try (AlertLoop second = loop(Duration.ofSeconds(10))) {
            second.start();
            kafka.alert(Alerts.closed(burn));
            // then
            await().atMost(LONG).until(() -> fake.shown().size() == 2);
            assertThat(fake.shown().get(0).text()).startsWith("Over: ");
            assertThat(fake.shown().get(1).threadTs())
                    .isEqualTo(fake.shown().get(0).ts());
        }
    }

    @Test
    void countsAndPassesWhatIsNoAlert() {
        try (AlertLoop loop = loop(Duration.ofSeconds(10))) {
            // given
            loop.start();
            // when
            kafka.poison();
            kafka.alert(Alerts.burn("a1"));
            // then
            await().atMost(LONG).until(() -> kafka.remembered("D000ANN/"));
            assertThat(meters.counter("flyball.alerts.unreadable").count()).isEqualTo(1);
        }
    }

    private AlertLoop loop(Duration drain) {
        return loop(
                drain, new SlackBotChannel(sdk, FakeSlack.TOKEN, new SlackSettings("", "", true), ChartSource.none()));
    }

    private AlertLoop loop(Duration drain, AlertChannel channel) {
        Courier courier = new Courier(List.of(channel), timer);
        Place everything = new Place(Role.TEAM, SlackBotChannel.NAME, FakeSlack.CHANNEL);
        DirectoryRecipients recipients = new DirectoryRecipients(
                new DirectoryRecipients.Settings(
                        List.of(SlackBotChannel.NAME), Map.of(), List.of(everything), List.of(), List.of(), List.of()),
                control.tail()::person,
                courier::edits);
        return new AlertLoop(
                kafka,
                kafka.topics(),
                () -> new AlertDesk(AlertRules.DEFAULT, recipients, DispatchPolicy.DEFAULT, () -> 0),
                courier,
                control.tail(),
                new AlertMeters(meters),
                System::currentTimeMillis,
                drain);
    }
}
