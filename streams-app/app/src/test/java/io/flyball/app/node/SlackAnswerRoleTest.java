package io.flyball.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.slack.api.Slack;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.app.slack.SlackHand;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlackAnswerRoleTest {
    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Knows nobody: it is never started. */
    private final ControlTail control = new ControlTail(
            () -> new MockConsumer<>("earliest"),
            "control",
            (topic, bytes) -> new ControlRecord(),
            new AlertMeters(meters));

    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch kafkaAnswers = new CountDownLatch(1);
    private final List<ControlRecord> kept = new CopyOnWriteArrayList<>();
    private final SlackAnswerRole role = new SlackAnswerRole(
            new AlertTargets.SlackAnswering(sdk, FakeSlack.TOKEN, SlackHand.SIGNING_SECRET, null),
            new SlackAnswerRole.Ports(
                    control, this::keepSlowly, new Rights(control, List.of()), RememberedCases.none()),
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
        String token = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("user:ann\0burn\0003d\0".getBytes(StandardCharsets.UTF_8));
        String blocks = "[{\"type\":\"actions\",\"block_id\":\"flyball." + token
                + "\",\"elements\":[{\"action_id\":\"snooze\"}]}]";
        return new SlackPost("chat.postMessage", "D1", "1.1", "burn", blocks, "", "");
    }

    private Server server() {
        ServerBuilder builder = Server.builder();
        builder.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        role.bind(builder);
        return builder.build();
    }
}
