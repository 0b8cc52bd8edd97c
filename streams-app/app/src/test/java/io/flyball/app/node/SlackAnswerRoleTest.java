package io.flyball.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.slack.api.Slack;
import com.slack.api.util.json.GsonFactory;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.Rights;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackMessage;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.app.slack.SlackHand;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackAnswerRoleTest {
    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch kafkaAnswers = new CountDownLatch(1);
    private final List<ControlRecord> kept = new CopyOnWriteArrayList<>();
    private final SlackAnswerRole role = new SlackAnswerRole(
            new AlertTargets.SlackAnswering(sdk, FakeSlack.TOKEN, SlackHand.SIGNING_SECRET, null),
            new SlackAnswerRole.Ports(control.tail(), this::keepSlowly, new Rights(control.tail(), List.of())),
            meters);
    private final Server server = server();

    @BeforeEach
    void start() {
        server.start().join();
    }

    @AfterEach
    void stop() throws Exception {
        kafkaAnswers.countDown();
        var unused = server.stop();
        control.close();
        sdk.close();
        fake.close();
    }

    @Test
    void anAnswerThatWasAcknowledgedIsKeptBeforeItCloses() throws Exception {
        // given: pressed and acknowledged, and Kafka takes its time
        new SlackHand(fake, "http://127.0.0.1:" + server.activeLocalPort())
                .choose(FakeSlack.USER, burnWithButtons(), "snooze", "1d");
        sending.await();
        List<ControlRecord> keptAtClose = new ArrayList<>();
        Thread closing = new Thread(() -> {
            role.close();
            keptAtClose.addAll(kept);
        });
        // when
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive());
        kafkaAnswers.countDown();
        closing.join();
        // then
        assertThat(keptAtClose).hasSize(1);
    }

    private void keepSlowly(List<ControlRecord> changes) {
        sending.countDown();
        try {
            kafkaAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        kept.addAll(changes);
    }

    private static SlackPost burnWithButtons() {
        SlackMessage message = SlackMessage.of(Deliveries.first(Alerts.burn("a1"), ""), "", true);
        String blocks = GsonFactory.createSnakeCase().toJson(message.blocks());
        return new SlackPost("chat.postMessage", "D1", "1.1", message.text(), blocks, "", "");
    }

    private Server server() {
        ServerBuilder builder = Server.builder();
        builder.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        role.bind(builder);
        return builder.build();
    }
}
