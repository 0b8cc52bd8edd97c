package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.linecorp.armeria.server.Server;
import com.slack.api.Slack;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.ControlOfTest;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.core.model.Person;
import io.flyball.schemas.avro.ControlRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackAnswersDoorTest {
    private static final String SECRET = "signing-secret-of-the-fake";
    private static final long NOW_MS = 1_772_366_400_000L;
    private static final CaseKey CASE = new CaseKey("user:ann", "burn", "3d");
    private static final String BOSS = "U000BOSS";

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlOfTest control = new ControlOfTest(meters);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger sent = new AtomicInteger();
    private final SlackInteractions interactions = new SlackInteractions(
            sdk,
            FakeSlack.TOKEN,
            control.tail(),
            control,
            new Rights(control.tail(), List.of("Boss@example.com")),
            RememberedCases.none(),
            new AlertMeters(meters),
            Runnable::run,
            () -> NOW_MS);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final RefusalAudit audit = new RefusalAudit(control, timer, SECRET, "slack", () -> NOW_MS);
    private final Server server = server();

    @BeforeEach
    void start() {
        fake.know(BOSS, "boss@example.com", "D000BOSS");
        control.know(new Person("ann", "payments", "", FakeSlack.USER, FakeSlack.EMAIL, "", ""));
        await().until(() -> control.tail().person("ann").isPresent());
        server.start().join();
    }

    @AfterEach
    void stop() throws Exception {
        // its threads take two seconds to end: nobody waits for them
        CompletableFuture<?> unused = server.stop();
        timer.shutdownNow();
        control.close();
        sdk.close();
        fake.close();
    }

    @Test
    void keepsASnoozeOfThePersonConcerned() throws Exception {
        // when
        HttpResponse<String> answer = press(FakeSlack.USER, "snooze", "", "1d");
        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(decisions(1)).singleElement().satisfies(record -> {
            assertThat(record.getAnswer().getAction()).isEqualTo("snooze");
            assertThat(record.getAnswer().getScope()).isEqualTo("user:ann");
            assertThat(record.getAnswer().getBy()).isEqualTo(FakeSlack.EMAIL);
            assertThat(record.getAnswer().getUntilMs()).isEqualTo(NOW_MS + 86_400_000L);
            assertThat(record.getAnswer().getRefused()).isEmpty();
        });
    }

    @Test
    void refusesAStrangersSnoozeAndKeepsThatToo() throws Exception {
        // given
        fake.know("U000EVE", "eve@example.com", "D000EVE");
        // when
        press("U000EVE", "snooze", "", "1d");
        // then
        assertThat(decisions(1))
                .singleElement()
                .satisfies(record -> assertThat(record.getAnswer().getRefused()).startsWith("Only who it concerns"));
        await().untilAsserted(() ->
                assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "ask one of them"));
    }

    @Test
    void opensAWindowToAskForMore() throws Exception {
        // when
        press(FakeSlack.USER, "ask", "", "");
        // then
        await().untilAsserted(() -> assertThat(fake.views())
                .singleElement()
                .asString()
                .contains("How much more, in US dollars", "For how long"));
    }

    @Test
    void theWindowKnowsThatNewTasksWait() throws Exception {
        // when
        CaseKey loop = new CaseKey("user:ann", "loop", "");
        send(pressed(FakeSlack.USER, "ask", loop, "hold_new_tasks"));
        // then
        await().untilAsserted(() ->
                assertThat(fake.views()).singleElement().asString().contains("\\nhold_new_tasks"));
    }

    @Test
    void raisesTheBudgetByWhatAnApproverApproves() throws Exception {
        // given
        ask("50", "1d");
        String askId = decisions(1).get(0).getAnswer().getAskId();
        await().until(() -> control.tail().ask(askId).isPresent());
        // when
        press(BOSS, "approve", askId, "");
        // then
        List<ControlRecord> records = decisions(4);
        assertThat(records.get(1).getOverride().getKind()).isEqualTo("raise");
        assertThat(records.get(1).getOverride().getRaiseUsd()).startsWith("50.0");
        assertThat(records.get(1).getOverride().getBy()).isEqualTo("boss@example.com");
        assertThat(records.get(1).getOverride().getUntilMs()).isEqualTo(NOW_MS + 86_400_000L);
        assertThat(records.get(2).getOverride().getKind()).isEqualTo("approve");
        assertThat(records.get(3).getAnswer().getAction()).isEqualTo("approve");
    }

    @Test
    void letsNobodyApproveWhoIsNotNamed() throws Exception {
        // given
        ask("50", "1d");
        String askId = decisions(1).get(0).getAnswer().getAskId();
        await().until(() -> control.tail().ask(askId).isPresent());
        // when
        press(FakeSlack.USER, "approve", askId, "");
        // then
        assertThat(decisions(2).get(1).getAnswer().getRefused()).contains("may not approve");
        assertThat(control.decisions()).allMatch(record -> record.getOverride() == null);
    }

    @Test
    void refusesToApproveWhatNobodyAskedFor() throws Exception {
        // when
        press(BOSS, "approve", "made-up", "");
        // then
        assertThat(decisions(1).get(0).getAnswer().getRefused()).contains("not known any more");
        assertThat(control.decisions()).allMatch(record -> record.getOverride() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-5", "0", "1e9", "9999999", "5,5", "NaN", "1000000.01"})
    void saysAtTheInputThatAnAmountIsNone(String amount) throws Exception {
        // when
        HttpResponse<String> answer = ask(amount, "1d");
        // then
        assertThat(answer.body()).contains("\"response_action\":\"errors\"", "write for example 50");
        assertThat(decisions(1).get(0).getAnswer().getRefused()).contains("no amount");
    }

    @Test
    void refusesWhatIsForgedReplayedOrUnreadable() throws Exception {
        // given
        String body = "payload=" + URLEncoder.encode("{\"type\":\"block_actions\"}", StandardCharsets.UTF_8);
        String timestamp = Long.toString(NOW_MS / 1_000);
        String signed = sign(timestamp, body);
        // when
        int genuine = post(timestamp, signed, body).statusCode();
        int replayed = post(timestamp, signed, body).statusCode();
        int forged = post(timestamp, "v0=" + "0".repeat(64), body).statusCode();
        int empty = post(timestamp, sign(timestamp, "payload=x"), "payload=x").statusCode();
        // then
        assertThat(List.of(genuine, replayed, forged, empty)).containsExactly(200, 401, 401, 400);
        assertThat(meters.counter("flyball.alerts.answers", "outcome", "forged").count())
                .isEqualTo(1);
        assertThat(meters.counter("flyball.alerts.answers", "outcome", "replayed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void keepsWhatWasRefusedAtTheDoorInSums() throws Exception {
        // given
        String timestamp = Long.toString(NOW_MS / 1_000);
        for (int i = 0; i < 5; i++) {
            post(timestamp, "v0=" + "0".repeat(64), "payload=" + i);
        }
        post("1", "v0=0", "payload=x");
        // when
        audit.close();
        // then
        assertThat(control.decisions())
                .extracting(ControlRecord::getAnswer)
                .satisfiesExactly(
                        forged -> {
                            assertThat(forged.getAction()).isEqualTo("forged");
                            assertThat(forged.getTimes()).isEqualTo(5);
                            assertThat(forged.getAddresses()).isEqualTo(1);
                            assertThat(forged.getBy()).matches("address [0-9a-f]{12}");
                            assertThat(forged.getSinceMs()).isEqualTo(NOW_MS);
                            assertThat(forged.getRefused()).contains("flyball.slack-signing-secret");
                        },
                        old -> assertThat(old.getAction()).isEqualTo("out_of_time"));
    }

    @Test
    void actsOnceOnAnAnswerThatComesInAgainAtAnotherInstance() throws Exception {
        // given: an approval that another instance took, which this one has read
        ask("50", "1d");
        String askId = decisions(1).get(0).getAnswer().getAskId();
        await().until(() -> control.tail().ask(askId).isPresent());
        press(BOSS, "approve", askId, "");
        await().until(() -> control.tail().decision(askId).isPresent());
        int before = control.decisions().size();
        sent.decrementAndGet();
        // when: this one's door never saw the request
        interactions.take(SlackPayload.read(new Gson().toJson(pressed(BOSS, "approve", askId, "")))
                .orElseThrow());
        // then: neither a second override nor a refusal in the place of the answer
        assertThat(control.decisions()).hasSize(before);
        assertThat(meters.counter("flyball.alerts.answers", "outcome", "repeated")
                        .count())
                .isEqualTo(1);
    }

    private List<ControlRecord> decisions(int count) {
        await().until(() -> control.decisions().size() >= count);
        return control.decisions();
    }

    private HttpResponse<String> press(String user, String action, String askId, String option) throws Exception {
        return send(pressed(user, action, askId, option));
    }

    private Map<String, Object> pressed(String user, String action, String askId, String option) {
        return pressed(user, action, new CaseToken(CASE, askId), Map.of("selected_option", Map.of("value", option)));
    }

    private Map<String, Object> pressed(String user, String action, CaseKey of, String value) {
        return pressed(user, action, new CaseToken(of, ""), Map.of("value", value));
    }

    private Map<String, Object> pressed(String user, String action, CaseToken of, Map<String, Object> said) {
        String token = of.text().orElseThrow();
        return SlackPayloads.press(user, action, token, said, sent.incrementAndGet(), fake.responseUrl());
    }

    private HttpResponse<String> ask(String amount, String end) throws Exception {
        Map<String, Object> values = Map.of(
                "amount", Map.of("amount", Map.of("value", amount)),
                "end", Map.of("end", Map.of("selected_option", Map.of("value", end))),
                "reason", Map.of("reason", Map.of("value", "release week")));
        return send(Map.of(
                "type",
                "view_submission",
                "user",
                Map.of("id", FakeSlack.USER),
                "view",
                Map.of(
                        "id",
                        "V" + sent.incrementAndGet(),
                        "callback_id",
                        "flyball_ask",
                        "private_metadata",
                        new CaseToken(CASE, "").text().orElseThrow() + "\n" + fake.responseUrl(),
                        "state",
                        Map.of("values", values))));
    }

    private HttpResponse<String> send(Map<String, Object> payload) throws Exception {
        String body = "payload=" + URLEncoder.encode(new Gson().toJson(payload), StandardCharsets.UTF_8);
        String timestamp = Long.toString(NOW_MS / 1_000);
        return post(timestamp, sign(timestamp, body), body);
    }

    private static String sign(String timestamp, String body) {
        return new SlackSignature(SECRET).sign(timestamp, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String timestamp, String signature, String body)
            throws IOException, InterruptedException {
        URI door = URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/slack/actions");
        HttpRequest request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return Objects.requireNonNull(http.send(request, BodyHandlers.ofString()));
    }

    private Server server() {
        var builder = Server.builder();
        builder.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        new SlackDoor(SECRET, interactions, new AlertMeters(meters), audit, () -> NOW_MS).bind(builder);
        return builder.build();
    }
}
