package io.flyball.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connect.TaskCounts.Count;
import io.flyball.connect.fake.FakeLines;
import io.flyball.connect.fake.FakeProvider;
import io.flyball.connect.fake.FakeRegistry;
import io.flyball.schemas.avro.BillingLine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageTaskTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final FakeRegistry registry = FakeRegistry.start();
    private final FakeProvider anthropic = FakeProvider.anthropic(TODAY);
    private final FakeProvider openAi = FakeProvider.openAi(TODAY);

    @AfterEach
    void close() {
        anthropic.close();
        openAi.close();
        registry.close();
    }

    @Test
    void readsEveryDayOfEveryReportOverAllThatFails() {
        // given: three pages of each report, of which every kind of trouble befalls some
        for (int day = 0; day <= 20; day++) {
            anthropic.put("messages", TODAY.minusDays(day), usage("m", 100 + day), usage("other", 7));
            anthropic.put(
                    "cost_report",
                    TODAY.minusDays(day),
                    FakeLines.anthropicCost("m", "w", "output_tokens", "1." + day));
        }
        anthropic.put("messages", TODAY.minusDays(9));
        anthropic.failNext("messages", 500);
        anthropic.throttleNext("messages", "0");
        anthropic.breakNext("messages");
        anthropic.failNext("messages", 400);
        anthropic.failNext("cost_report", 529);
        anthropic.throttleNext("cost_report", null);

        // when // then
        try (TaskRun run = new TaskRun(Provider.ANTHROPIC, anthropic, registry, Map.of())) {
            run.until(() -> assertThat(run.lines()).hasSize(20 * 2 + 21));
            assertThat(run.lines().values())
                    .filteredOn(line -> line.getReport().equals("messages")
                            && line.getModel().equals("m"))
                    .extracting(BillingLine::getInputTokens)
                    .containsExactlyInAnyOrder(
                            100L, 101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 110L, 111L, 112L, 113L, 114L, 115L,
                            116L, 117L, 118L, 119L, 120L);
            assertThat(run.task().counts().of(Count.THROTTLED)).isEqualTo(2);
            assertThat(run.task().counts().of(Count.FAILED)).isEqualTo(3);
            assertThat(run.task().counts().of(Count.REFUSED)).isEqualTo(1);
            assertThat(run.records()).isEqualTo(61);
        }
    }

    @Test
    void goesOnAfterARestartAndSendsWhatWasRevisedAlone() {
        // given
        for (int day = 0; day <= 5; day++) {
            openAi.put("completions", TODAY.minusDays(day), FakeLines.openAiUsage("gpt-5", "p", 100, 40, 7, 3));
            openAi.put(
                    "costs",
                    TODAY.minusDays(day),
                    FakeLines.openAiCost("p", "gpt-5, input", "0.25"),
                    FakeLines.openAiCost("p", "gpt-5, output", "0.5"));
        }
        try (TaskRun run = new TaskRun(Provider.OPENAI, openAi, registry, Map.of())) {
            run.until(() -> assertThat(run.lines()).hasSize(18));

            // when: a restart, one line revised, one gone
            run.restart();
            openAi.put("completions", TODAY.minusDays(1), FakeLines.openAiUsage("gpt-5", "p", 101, 40, 7, 3));
            openAi.put("costs", TODAY.minusDays(2), FakeLines.openAiCost("p", "gpt-5, output", "0.5"));

            // then
            run.until(() -> assertThat(run.lines()).hasSize(17));
            run.until(() -> assertThat(run.lines().values()).anyMatch(line -> line.getInputTokens() == 61));
            assertThat(run.records()).isEqualTo(18 + 2);
            assertThat(run.lines().keySet())
                    .allMatch(key -> key.matches("openai/(completions|costs)/\\d{4}-\\d\\d-\\d\\d/.{8}"));
            assertThat(openAi.requests()).noneMatch(request -> request.contains("limit=31"));
        }
    }

    @Test
    void keepsEveryDayButOneThatCannotBeReadAndTakesItWhenItIsMended() {
        // given
        for (int day = 0; day <= 10; day++) {
            anthropic.put("messages", TODAY.minusDays(day), usage("m", 1 + day));
        }
        anthropic.breakDay("messages", TODAY.minusDays(2), true);
        try (TaskRun run = new TaskRun(Provider.ANTHROPIC, anthropic, registry, Map.of("reports", "messages"))) {
            run.until(() -> assertThat(run.lines()).hasSize(10));

            // when
            anthropic.breakDay("messages", TODAY.minusDays(2), false);

            // then
            run.until(() -> assertThat(run.lines()).hasSize(11));
        }
    }

    @Test
    void stopsWithOneSentenceWhereTheKeyLacksTheRight() {
        try (TaskRun run = new TaskRun(Provider.OPENAI, openAi, registry, Map.of())) {
            openAi.deny(403);

            assertThatThrownBy(run::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("api.usage.read")
                    .hasMessageContaining("admin.key")
                    .hasMessageNotContaining(FakeProvider.KEY);
        }
        try (TaskRun run =
                new TaskRun(Provider.ANTHROPIC, anthropic, registry, Map.of("admin.key", "sk-ant-api03-x"))) {
            assertThatThrownBy(run::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("sk-ant-admin01")
                    .hasMessageNotContaining("api03");
        }
    }

    @Test
    void asksForTheSamePageAgainWhereTheRegistryWasDown() throws InterruptedException {
        // given
        anthropic.put("cost_report", TODAY, FakeLines.anthropicCost("m", "w", "output_tokens", "5"));
        Map<String, String> settings = Map.of("reports", "cost_report", "lookback.days", "0");
        try (TaskRun run = new TaskRun(Provider.ANTHROPIC, anthropic, registry, settings)) {
            registry.setDown(true);
            assertThatThrownBy(run::poll).isInstanceOf(RetriableException.class).hasMessageContaining("registry");

            // when
            registry.setDown(false);
            run.poll();

            // then
            assertThat(run.lines()).hasSize(1);
        }
    }

    /** Connect looks for an offset by the bytes of its partition: another order in the next process, and it is lost. */
    @Test
    void namesItsPartitionInTheSameOrderInEveryProcess() {
        assertThat(Provider.OPENAI.reports(Provider.OPENAI.reportNames(), false))
                .allSatisfy(report ->
                        assertThat(BillingRecords.partition(report).keySet()).containsExactly("provider", "report"))
                .allSatisfy(
                        report -> assertThat(BillingRecords.partition(report)).isInstanceOf(LinkedHashMap.class));
    }

    @Test
    void stopEndsARequestThatHangs() throws Exception {
        anthropic.hangNext("cost_report");
        TaskRun run = new TaskRun(Provider.ANTHROPIC, anthropic, registry, Map.of("reports", "cost_report"));

        // when
        CompletableFuture<List<SourceRecord>> poll = CompletableFuture.supplyAsync(() -> {
            try {
                return run.task().poll();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        org.awaitility.Awaitility.await().until(() -> !anthropic.requests().isEmpty());
        run.task().stop();

        // then
        assertThat(poll.get(20, TimeUnit.SECONDS)).isNull();
    }

    private static String usage(String model, long input) {
        return FakeLines.anthropicUsage(model, "w", input, 0, 0, 0, 5);
    }
}
