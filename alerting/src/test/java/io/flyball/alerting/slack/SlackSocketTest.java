package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.Slack;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.FakeSocketMode;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.core.model.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers by Socket Mode, against a WebSocket that speaks as Slack does. */
class SlackSocketTest {
    private static final long NOW_MS = 1_772_366_400_000L;
    private static final CaseKey CASE = new CaseKey("user:ann", "burn", "3d");
    private static final SocketPace PACE = new SocketPace(5_000, 100, 2_000, 10, 20, 100);

    private final FakeSlack fake = FakeSlack.start();
    private final FakeSocketMode socketMode = FakeSocketMode.of(fake);
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final SlackInteractions interactions = new SlackInteractions(
            sdk,
            FakeSlack.TOKEN,
            control.tail(),
            control,
            new Rights(control.tail(), List.of("boss@example.com")),
            RememberedCases.none(),
            new AlertMeters(meters),
            this::work,
            () -> NOW_MS);
    private @Nullable SlackSocket socket;

    @BeforeEach
    void know() {
        control.know(new Person("ann", "payments", "", FakeSlack.USER, FakeSlack.EMAIL, "", ""));
        await().until(() -> control.tail().person("ann").isPresent());
    }

    @AfterEach
    void stop() throws Exception {
        if (socket != null) {
            socket.close();
        }
        assertThat(socketMode.violations()).isEmpty();
        socketMode.close();
        control.close();
        sdk.close();
        fake.close();
    }

    private void work(Runnable task) {
        if (busy.get()) {
            throw new RejectedExecutionException("busy");
        }
        task.run();
    }

    @Test
    void keepsAndAcknowledgesWhatSomebodyAnswered() {
        // given
        connect();
        // when
        String envelope = socketMode.interact(snooze("1772366399.000100"));
        // then
        await().until(() -> socketMode.unacknowledged().isEmpty());
        assertThat(control.decisions())
                .singleElement()
                .satisfies(record -> assertThat(record.getAnswer().getAction()).isEqualTo("snooze"));
        assertThat(socketMode.acknowledgements()).containsOnly("{\"envelope_id\":\"" + envelope + "\"}");
    }

    @Test
    void actsOnceOnAnEnvelopeWhoseAcknowledgementIsLost() {
        // given
        connect();
        socketMode.loseAcknowledgements(true);
        String envelope = socketMode.interact(snooze("1772366399.000100"));
        await().until(() -> socketMode.acknowledgements().size() >= 3);
        // when
        socketMode.loseAcknowledgements(false);
        // then
        await().until(() -> socketMode.unacknowledged().isEmpty());
        assertThat(control.decisions()).hasSize(1);
        assertThat(socketMode.acknowledgements()).allMatch(ack -> ack.contains(envelope));
    }

    @Test
    void saysWhatIsWrongInTheWindowByTheAcknowledgement() {
        // given
        connect();
        // when
        socketMode.interact(ask("many"));
        // then
        await().until(() -> socketMode.unacknowledged().isEmpty());
        assertThat(socketMode.acknowledgements()).isNotEmpty().allSatisfy(acknowledgement -> assertThat(acknowledgement)
                .contains("\"payload\":{\"response_action\":\"errors\",\"errors\":{\"amount\":"));
    }

    @Test
    void leavesToSlackWhatCannotBeTakenNow() {
        // given
        connect();
        busy.set(true);
        socketMode.interact(snooze("1772366399.000100"));
        await().during(java.time.Duration.ofMillis(400))
                .until(() -> socketMode.unacknowledged().size() == 1);
        // when
        busy.set(false);
        // then
        await().until(() -> socketMode.unacknowledged().isEmpty());
        assertThat(control.decisions()).hasSize(1);
    }

    @Test
    void opensTheNextConnectionBeforeTheOldOneGoes() {
        // given
        connect();
        // when
        socketMode.say("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\",\"debug_info\":{}}");
        // then
        await().until(() -> socketMode.opened() == 2 && socketMode.connected() == 1);
        assertThat(socketMode.mostAtOnce()).isEqualTo(2);
        socketMode.interact(snooze("1772366399.000100"));
        await().until(() -> socketMode.unacknowledged().isEmpty());
    }

    @Test
    void connectsAgainWhenTheLineIsCut() {
        // given
        connect();
        socketMode.interact(snooze("1772366399.000100"));
        await().until(() -> socketMode.unacknowledged().isEmpty());
        // when
        socketMode.drop();
        socketMode.interact(snooze("1772366398.000100"));
        // then
        await().until(() -> socketMode.unacknowledged().isEmpty() && socketMode.opened() > 1);
        assertThat(control.decisions()).hasSize(2);
    }

    @Test
    void waitsAsLongAsSlackSaysAndTriesAgain() {
        // given
        fake.rateLimitNext("apps.connections.open", "1");
        fake.failNext("apps.connections.open", "internal_error");
        // when
        connect();
        // then
        assertThat(socketMode.opened()).isEqualTo(1);
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        // given
        connect();
        // when
        socketMode.give("slash_commands", Map.of("command", "/flyball"));
        socketMode.give("of_a_later_year", Map.of());
        socketMode.interact("no object");
        socketMode.say("no JSON");
        socketMode.say("[1]");
        socketMode.say("{\"type\":\"interactive\"}");
        // then: every envelope is acknowledged, and the connection stands
        await().until(() -> socketMode.unacknowledged().isEmpty());
        assertThat(control.decisions()).isEmpty();
        assertThat(socketMode.opened()).isEqualTo(1);
        await().until(() -> socketMode.pongs() > 0);
    }

    @Test
    void triesAConnectionOutAndSaysWhatToMend() throws Exception {
        assertThat(SlackSocket.tryOut(sdk, FakeSocketMode.TOKEN, PACE)).isEmpty();
        assertThat(SlackSocket.tryOut(sdk, "xapp-of-another", PACE)).hasValueSatisfying(why -> assertThat(why)
                .contains("invalid_auth", "flyball.slack-app-token")
                .doesNotContain("xapp-of-another"));
        assertThat(SlackSocket.tryOut(sdk, FakeSlack.TOKEN, PACE))
                .hasValueSatisfying(why -> assertThat(why).contains("connections:write"));
    }

    private void connect() {
        SlackSocket started = SlackSocket.start(sdk, FakeSocketMode.TOKEN, interactions, PACE, () -> 0.5);
        socket = started;
        await().until(started::isConnected);
    }

    private static Map<String, Object> snooze(String actionTs) {
        return Map.of(
                "type",
                "block_actions",
                "user",
                Map.of("id", FakeSlack.USER),
                "actions",
                List.of(Map.of(
                        "action_id",
                        "snooze",
                        "block_id",
                        new CaseToken(CASE, "").text().orElseThrow(),
                        "action_ts",
                        actionTs,
                        "selected_option",
                        Map.of("value", "1d"))));
    }

    private static Map<String, Object> ask(String amount) {
        Map<String, Object> values = Map.of(
                "amount", Map.of("amount", Map.of("value", amount)),
                "end", Map.of("end", Map.of("selected_option", Map.of("value", "1d"))),
                "reason", Map.of("reason", Map.of("value", "release week")));
        return Map.of(
                "type",
                "view_submission",
                "user",
                Map.of("id", FakeSlack.USER),
                "view",
                Map.of(
                        "id",
                        "V1",
                        "callback_id",
                        "flyball_ask",
                        "private_metadata",
                        new CaseToken(CASE, "").text().orElseThrow() + "\n",
                        "state",
                        Map.of("values", values)));
    }
}
