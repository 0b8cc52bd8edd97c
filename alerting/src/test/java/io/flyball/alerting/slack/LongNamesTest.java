package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.Rights;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.core.admit.UsageValidation;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases whose scope has a name that Slack cannot carry: their buttons work as those of others do. */
class LongNamesTest {
    private static final long NOW_MS = Alerts.AT_MS;
    private static final String BOSS = "U000BOSS";

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private final SlackBotChannel bot = new SlackBotChannel(
            sdk,
            FakeSlack.TOKEN,
            new SlackSettings(FakeSlack.CHANNEL, "https://flyball.example", true),
            ChartSource.none());
    private final AtomicReference<CaseKey> remembered = new AtomicReference<>(new CaseKey("user:bob", "burn", "3d"));
    private final SlackInteractions interactions = new SlackInteractions(
            sdk,
            FakeSlack.TOKEN,
            control.tail(),
            control,
            new Rights(control.tail(), List.of("boss@example.com", FakeSlack.EMAIL)),
            wanted -> Optional.of(remembered.get()).filter(wanted),
            new AlertMeters(meters),
            Runnable::run,
            () -> NOW_MS);
    private int sent;

    @BeforeEach
    void know() {
        fake.know(BOSS, "boss@example.com", "D000BOSS");
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        sdk.close();
        fake.close();
    }

    /** Beside them the scope's dimension, the kind and the window take 12 bytes, and an ask's id 36. */
    @ParameterizedTest
    @ValueSource(ints = {130, 150, 160, 175, 190, UsageValidation.MAX_ID_CHARS})
    void everyButtonOfTheirMessagesWorks(int chars) {
        // given
        Alert alert = Alerts.burn("user:" + "n".repeat(chars), "high");
        alert.setFindingId("burn-1");
        remembered.set(CaseKey.of(alert));
        // when
        String told = shown(Deliveries.first(alert, ""));
        press(FakeSlack.USER, told, "snooze", "1d");
        press(FakeSlack.USER, told, "ask", "");
        fillIn(FakeSlack.USER);
        Ask ask = new Ask(answer(1).getAskId(), FakeSlack.EMAIL, 50_000_000_000L, NOW_MS + 1, "why", NOW_MS, "", "");
        await().until(() -> control.tail().ask(ask.id()).isPresent());
        press(BOSS, shown(Deliveries.ask(alert, ask, "")), "approve", "");
        // then
        assertThat(told).contains("\"show\"");
        assertThat(answers())
                .extracting(AnswerRecord::getAction, AnswerRecord::getScope, AnswerRecord::getRefused)
                .containsExactly(
                        tuple("snooze", alert.getScope(), ""),
                        tuple("ask", alert.getScope(), ""),
                        tuple("approve", alert.getScope(), ""));
        assertThat(control.decisions())
                .filteredOn(record -> record.getOverride() != null)
                .allSatisfy(
                        record -> assertThat(record.getOverride().getScope()).isEqualTo(alert.getScope()));
    }

    @Test
    void whoAnswersForACaseThatIsForgottenIsToldSo() {
        // given
        Alert alert = Alerts.burn("user:" + "n".repeat(300), "high");
        // when
        press(FakeSlack.USER, shown(Deliveries.first(alert, "")), "snooze", "1d");
        // then
        assertThat(control.decisions()).isEmpty();
        assertThat(fake.responses()).singleElement().asString().contains("not remembered any more");
    }

    /** The blocks of a message that Slack took. */
    private String shown(Telling telling) {
        assertThat(bot.deliver(telling)).isInstanceOf(Delivered.class);
        return fake.posts().get(fake.posts().size() - 1).blocks();
    }

    private void press(String user, String blocks, String action, String option) {
        interactions.take(
                SlackPayloads.pressed(user, action, blockOf(blocks, action), option, ++sent, fake.responseUrl()));
    }

    private static String blockOf(String blocks, String action) {
        for (JsonElement block : JsonParser.parseString(blocks).getAsJsonArray()) {
            if (block.toString().contains("\"action_id\":\"" + action + "\"")) {
                return block.getAsJsonObject().get("block_id").getAsString();
            }
        }
        throw new AssertionError("no button " + action);
    }

    private void fillIn(String user) {
        String metadata = JsonParser.parseString(fake.views().get(fake.views().size() - 1))
                .getAsJsonObject()
                .get("private_metadata")
                .getAsString();
        assertThat(interactions.take(SlackPayloads.filledIn(user, "50", "1d", metadata, ++sent)))
                .isEmpty();
    }

    private AnswerRecord answer(int index) {
        return answers().get(index);
    }

    private List<AnswerRecord> answers() {
        return control.decisions().stream()
                .filter(record -> record.getAnswer() != null)
                .map(ControlRecord::getAnswer)
                .toList();
    }
}
