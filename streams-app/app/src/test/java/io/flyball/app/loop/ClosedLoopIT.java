package io.flyball.app.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.app.SharedData;
import io.flyball.app.clients.InstalledClients;
import io.flyball.app.clients.ListPrices;
import io.flyball.app.clients.LiteLlmProxy;
import io.flyball.app.clients.ScratchHome;
import io.flyball.app.clients.model.BilledCall;
import io.flyball.app.clients.model.FakeModel;
import io.flyball.app.slack.SlackHand;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody burns money through a real gateway, and what happens next: Portkey's gateway by its webhook, LiteLLM's proxy by
 * our hook, one governor, a model that bills known tokens, and a Slack that refuses what Slack refuses.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folders, and the rest is there before the first test
class ClosedLoopIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String MODEL = "gpt-5.6";
    private static final int OTHERS_CALLS = 15;
    /** Other people's calls may not take longer by more than that, whatever else the machine does. */
    private static final double GENEROUS_FACTOR = 4;

    @TempDir
    static Path folder;

    @TempDir
    Path homeFolder;

    private static @Nullable RunningLoop loop;

    private InstalledClients clients;
    private FakeModel model;

    @BeforeEach
    void start() throws IOException {
        clients = InstalledClients.require();
        if (loop == null) {
            loop = new RunningLoop(folder);
        }
        model = FakeModel.start(homeFolder.getFileName().toString());
    }

    @AfterEach
    void stopModel() {
        if (model != null) {
            model.close();
        }
    }

    @AfterAll
    static void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    @Test
    void whoBurnsThroughPortkeyIsSlowedToldOnceAndSetFreeByAnApproval() throws Exception {
        try (PortkeyGateway portkey = portkey()) {
            // given
            Agent agent = new Agent(portkey, FakeSlack.EMAIL, "long-task");
            List<Long> othersBefore = othersCalls(portkey);
            // when
            agent.spend(RunningLoop.BUDGET_NANO_USD);
            loop().awaitLevel(FakeSlack.EMAIL, "pace", WITHIN);
            List<PortkeyGateway.Answer> slowed = agent.steps(3);
            List<Long> othersAfter = othersCalls(portkey);
            // then
            assertThat(slowed).allSatisfy(answer -> {
                assertThat(answer.decision().path("action").asText()).isEqualTo("delay");
                assertThat(answer.tookMs()).isGreaterThanOrEqualTo(RunningLoop.DELAY_MS);
            });
            assertThat(median(othersAfter) / median(othersBefore)).isLessThan(GENEROUS_FACTOR);

            // when
            agent.spend(2 * RunningLoop.BUDGET_NANO_USD);
            loop().awaitLevel(FakeSlack.EMAIL, "downshift", WITHIN);
            // then
            assertNewTasksAloneGetTheCheaperModel(agent);

            // when
            askAndApprove();
            // then
            loop().awaitLevel(FakeSlack.EMAIL, "clear", WITHIN);
            PortkeyGateway.Answer free = agent.step();
            assertThat(free.decision().path("action").asText()).isEqualTo("pass");
            assertThat(free.decision().path("delay_ms").asLong(-1)).isZero();
            assertThat(agent.statuses).as("every step of the task").containsOnly(200);
            assertThat(loop().slack().messagesIn("D000ANN")).hasSize(1);
            assertThat(loop().slack().messagesIn(FakeSlack.CHANNEL)).isEmpty();
        }
    }

    private static void assertNewTasksAloneGetTheCheaperModel(Agent agent) throws IOException, InterruptedException {
        String ofRunning = agent.step().body().path("model").asText();
        String ofNew = agent.portkey
                .chat(agent.user, "new-task", MODEL)
                .body()
                .path("model")
                .asText();
        assertThat(List.of(ofRunning, ofNew)).containsExactly(MODEL, RunningLoop.CHEAPER_MODEL);
    }

    private static void askAndApprove() throws IOException, InterruptedException {
        SlackHand hand = new SlackHand(loop().slack(), loop().url());
        SlackPost message = loop().messageIn("D000ANN");
        hand.press(FakeSlack.USER, message, "ask");
        await().atMost(WITHIN).until(() -> !loop().slack().views().isEmpty());
        hand.fillIn(FakeSlack.USER, "50", "1d");
        hand.press(RunningLoop.BOSS, loop().messageIn(RunningLoop.BOSS_MESSAGES), "approve");
    }

    @Test
    void aThrottleEndsByItselfWhenWhatWasSpentIsLongAgo() throws Exception {
        try (PortkeyGateway portkey = portkey()) {
            // given
            String user = "eve@example.test";
            loop().slack().know("U000EVE", user, "D000EVE");
            // the window goes by minutes: this one is out of it in one to two
            Instant almostAnHourAgo =
                    Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(58));
            Agent agent = new Agent(portkey, user, "task", almostAnHourAgo);
            // when
            agent.spend(RunningLoop.BUDGET_NANO_USD);
            loop().awaitLevel(user, "pace", WITHIN);
            // then
            loop().awaitLevel(user, "clear", Duration.ofMinutes(3));
            assertThat(portkey.chat(user, "task", MODEL)
                            .decision()
                            .path("action")
                            .asText())
                    .isEqualTo("pass");
            assertThat(agent.statuses).containsOnly(200);
        }
    }

    @Test
    void whoBurnsThroughLiteLlmIsSlowedAndToldOnce() throws Exception {
        // given
        String user = "lia@example.test";
        loop().slack().know("U000LIA", user, "D000LIA");
        try (LiteLlmProxy proxy = liteLlm()) {
            List<Long> othersBefore = othersCalls(proxy);
            // when
            await("the pace of " + user).atMost(WITHIN).until(() -> {
                assertThat(chat(proxy, "lia", "long-task").statusCode())
                        .as(proxy::output)
                        .isEqualTo(200);
                return loop().levelOf(user).equals("pace");
            });
            long beganNanos = System.nanoTime();
            int slowed = chat(proxy, "lia", "long-task").statusCode();
            long tookMs = (System.nanoTime() - beganNanos) / 1_000_000;
            List<Long> othersAfter = othersCalls(proxy);
            // then
            assertThat(slowed).as(proxy::output).isEqualTo(200);
            assertThat(tookMs).isGreaterThanOrEqualTo(RunningLoop.DELAY_MS);
            assertThat(median(othersAfter) / median(othersBefore)).isLessThan(GENEROUS_FACTOR);

            // when
            await("the downshift of " + user).atMost(WITHIN).until(() -> {
                assertThat(chat(proxy, "lia", "long-task").statusCode())
                        .as(proxy::output)
                        .isEqualTo(200);
                return loop().levelOf(user).equals("downshift");
            });
            chat(proxy, "lia", "long-task");
            String ofRunning = last(model.billed()).model();
            chat(proxy, "lia", "new-task");
            String ofNew = last(model.billed()).model();
            // then
            assertThat(List.of(ofRunning, ofNew)).containsExactly(MODEL, RunningLoop.CHEAPER_MODEL);
            assertThat(loop().messageIn("D000LIA").text()).isNotEmpty();
        }
    }

    /** Somebody's agent with one task: it calls, and reports each call when it has the answer. */
    private final class Agent {
        private final PortkeyGateway portkey;
        private final String user;
        private final String session;
        private final @Nullable Instant at;
        private final List<Integer> statuses = new ArrayList<>();
        private long spentNanoUsd;

        Agent(PortkeyGateway portkey, String user, String session) {
            this(portkey, user, session, null);
        }

        /** @param at when it says its calls were; null: now */
        Agent(PortkeyGateway portkey, String user, String session, @Nullable Instant at) {
            this.portkey = portkey;
            this.user = user;
            this.session = session;
            this.at = at;
        }

        PortkeyGateway.Answer step() throws IOException, InterruptedException {
            PortkeyGateway.Answer answer = portkey.chat(user, session, MODEL);
            statuses.add(answer.status());
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            BilledCall call = last(model.billed());
            loop().report(user, session, call, at == null ? Instant.now() : at);
            spentNanoUsd += ListPrices.costNanoUsd(call);
            return answer;
        }

        List<PortkeyGateway.Answer> steps(int count) throws IOException, InterruptedException {
            List<PortkeyGateway.Answer> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(step());
            }
            return answers;
        }

        /** Goes on until it has spent that much in all. */
        void spend(long nanoUsd) throws IOException, InterruptedException {
            while (spentNanoUsd < nanoUsd) {
                step();
            }
        }
    }

    private static RunningLoop loop() {
        if (loop == null) {
            throw new IllegalStateException("the loop is started before each test");
        }
        return loop;
    }

    private PortkeyGateway portkey() throws IOException {
        return PortkeyGateway.start(clients, new ScratchHome(homeFolder), model, loop().url());
    }

    private LiteLlmProxy liteLlm() throws IOException {
        String reports = """
                callback_settings:
                  flyball:
                    callback_type: generic_api
                    endpoint: "%s/v1/litellm"
                    headers: {Authorization: "Bearer dummy"}
                """.formatted(loop().url());
        return LiteLlmProxy.start(
                clients,
                new ScratchHome(homeFolder),
                model,
                List.of("flyball", "flyball_litellm.governor"),
                reports,
                Map.of(
                        "PYTHONPATH",
                        SharedData.projectRoot().resolve("connectors/litellm").toString(),
                        "PYTHONDONTWRITEBYTECODE",
                        "1",
                        "DEFAULT_FLUSH_INTERVAL_SECONDS",
                        "1",
                        "FLYBALL_TIMEOUT_MS",
                        "5000",
                        "FLYBALL_SIDECAR_URL",
                        loop().url()));
    }

    private static HttpResponse<String> chat(LiteLlmProxy proxy, String user, String session)
            throws IOException, InterruptedException {
        String body = "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        return proxy.send("/v1/chat/completions", LiteLlmProxy.keyOf(user), body, "x-flyball-session", session);
    }

    private List<Long> othersCalls(LiteLlmProxy proxy) throws IOException, InterruptedException {
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < OTHERS_CALLS; i++) {
            long beganNanos = System.nanoTime();
            int status = chat(proxy, "other-" + i, "task").statusCode();
            tookMs.add((System.nanoTime() - beganNanos) / 1_000_000);
            assertThat(status).as(proxy::output).isEqualTo(200);
        }
        return tookMs;
    }

    private static List<Long> othersCalls(PortkeyGateway portkey) throws IOException, InterruptedException {
        List<Long> tookMs = new ArrayList<>();
        for (int i = 0; i < OTHERS_CALLS; i++) {
            PortkeyGateway.Answer answer = portkey.chat("other@example.test", "task", MODEL);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.decision().path("action").asText()).isEqualTo("pass");
            assertThat(answer.body().path("model").asText()).isEqualTo(MODEL);
            tookMs.add(answer.tookMs());
        }
        return tookMs;
    }

    private static double median(List<Long> tookMs) {
        return Math.max(1, tookMs.stream().sorted().toList().get(tookMs.size() / 2));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
