package io.flyball.connect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connect.fake.FakeLines;
import io.flyball.connect.report.PageReading.ReportPage;
import io.flyball.connect.report.PageReading.Unreadable;
import io.flyball.schemas.avro.BillingLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
    private static final BillingReport MESSAGES = AnthropicReports.messages(false);
    private static final BillingReport COST_REPORT = AnthropicReports.costReport();
    private static final BillingReport COMPLETIONS = OpenAiReports.completions(false);
    private static final BillingReport COSTS = OpenAiReports.costs(false);
    private static final long DAY_MS = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    @Test
    void readsAnthropicsUsageAsItIsDocumented() {
        ReportPage page = page(MESSAGES, SharedSamples.read("anthropic-usage_report-messages.json"));

        BillingLine line = onlyLine(page);
        assertThat(page.nextPage()).startsWith("page_");
        assertThat(line.getModel()).isEqualTo("claude-opus-4-6");
        assertThat(line.getInputTokens()).isEqualTo(1500);
        assertThat(line.getCacheReadTokens()).isEqualTo(200);
        assertThat(line.getCacheWrite5mTokens()).isEqualTo(500);
        assertThat(line.getCacheWrite1hTokens()).isEqualTo(1000);
        assertThat(line.getOutputTokens()).isEqualTo(500);
        assertThat(line.getWebSearchRequests()).isEqualTo(10);
        assertThat(line.getRequests()).isEqualTo(-1);
        assertThat(line.getKind()).isEqualTo("usage");
    }

    @Test
    void readsAnthropicsCentsToTheLastDigit() {
        BillingLine line = onlyLine(page(COST_REPORT, SharedSamples.read("anthropic-cost_report.json")));

        assertThat(line.getCostUsd()).isEqualTo("1.2378912");
        assertThat(line.getCostNanoUsd()).isEqualTo(1_237_891_200L);
        assertThat(line.getMeter()).isEqualTo("input");
        assertThat(line.getCurrency()).isEqualTo("USD");
    }

    @Test
    void takesOpenAisClassesOfTokensApart() {
        BillingLine line = onlyLine(page(COMPLETIONS, SharedSamples.read("openai-completions.json")));

        assertThat(line.getInputTokens()).isEqualTo(450);
        assertThat(line.getAudioInputTokens()).isEqualTo(50);
        assertThat(line.getCacheReadTokens()).isEqualTo(400);
        assertThat(line.getCacheWrite5mTokens()).isEqualTo(100);
        assertThat(line.getOutputTokens()).isEqualTo(450);
        assertThat(line.getAudioOutputTokens()).isEqualTo(50);
        assertThat(line.getRequests()).isEqualTo(5);
    }

    @Test
    void readsOpenAisCostsAsTheyAreDocumented() {
        BillingLine line = onlyLine(page(COSTS, SharedSamples.read("openai-costs.json")));

        assertThat(line.getCostNanoUsd()).isEqualTo(60_000_000L);
        assertThat(line.getCostUsd()).isEqualTo("0.06");
        assertThat(line.getModel()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1                    | 0.1                      | 100000000",
                "0.060000000000000005   | 0.060000000000000005     | 60000000",
                "1e-7                   | 0.0000001                | 100",
                "0.0000000005           | 0.0000000005             | 0",
                "0.0000000015           | 0.0000000015             | 2",
                "\"12.5\"               | 12.5                     | 12500000000",
                "123456789.123456789123 | 123456789.123456789123   | 123456789123456789",
                "-3.2                   | -3.2                     | -3200000000",
            })
    void readsAnAmountByItsDigitsAndRoundsOnce(String written, String usd, long nanoUsd) {
        BillingLine line = onlyLine(openAiPage(COSTS, FakeLines.openAiCost("p", "gpt-5, input", written)));

        assertThat(line.getCostUsd()).isEqualTo(usd);
        assertThat(line.getCostNanoUsd()).isEqualTo(nanoUsd);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-5.6, input                        | gpt-5.6                | input",
                "gpt-4o-2024-08-06, cached input       | gpt-4o-2024-08-06      | cache_read",
                "gpt-5.6, cache writes                 | gpt-5.6                | cache_write_5m",
                "gpt-image-1 image, output             | gpt-image-1            | output",
                "gpt-realtime audio, input             | gpt-realtime           | audio_input",
                "gpt-5.6, something new                | gpt-5.6                | ''",
                "whisper                               | ''                     | ''",
                "web search tool calls, gpt-5          | ''                     | ''",
                "''                                    | ''                     | ''",
            })
    void readsModelAndMeterFromALineItem(String lineItem, String model, String meter) {
        assertThat(OpenAiLineItem.of(lineItem)).isEqualTo(new OpenAiLineItem(model, meter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":\"1\",\"currency\":\"EUR\"}      | its currency is \"EUR\"",
                "{\"amount\":\"a lot\",\"currency\":\"USD\"}  | amount is no decimal",
                "{\"currency\":\"USD\"}                       | amount is missing",
                "{\"amount\":\"1e60\",\"currency\":\"USD\"}   | amount is too large",
                "{\"amount\":\"1\",\"currency\":\"USD\",\"model\":7} | model is no text",
                "\"no object\"                                | it is no object",
            })
    void refusesALineByNameAndKeepsTheOthers(String bad, String why) {
        // when
        ReportPage page = anthropicPage(COST_REPORT, bad, FakeLines.anthropicCost("m", "w", "output_tokens", "5"));

        // then
        assertThat(page.refusals())
                .singleElement()
                .asString()
                .contains("result 0 of anthropic/cost_report/2026-03-02", why);
        assertThat(page.buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.lines()).hasSize(1);
            assertThat(bucket.whole()).isFalse();
        });
    }

    @Test
    void refusesCountsThatContradictThemselves() {
        String tooMuchCached = FakeLines.openAiUsage("gpt-5", "p", 100, 40, 7, 1)
                .replace("\"input_tokens\":100", "\"input_tokens\":90");
        String renamed = FakeLines.openAiUsage("gpt-5", "p", 100, 40, 7, 1).replace("output_tokens", "tokens_out");

        ReportPage page = openAiPage(COMPLETIONS, tooMuchCached, renamed);

        assertThat(page.refusals()).hasSize(2);
        assertThat(page.refusals().get(0)).contains("do not add up to 90");
        assertThat(page.refusals().get(1)).contains("output_tokens is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"data\":[]",
                "{\"data\":[]} x",
                "[]",
                "{\"data\":{}}",
                "{\"data\":[],\"has_more\":true}",
                "{\"data\":[],\"data\":[]}"
            })
    void saysWhyAPageCannotBeRead(String body) {
        assertThat(MESSAGES.read(body.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Unreadable.class);
    }

    @Test
    void namesABucketWithoutATimeAndKeepsTheOthers() {
        String body = "{\"data\":[{\"results\":[]},{\"starting_at\":\"2026-03-02T00:00:00Z\",\"ending_at\":"
                + "\"2026-03-03T00:00:00Z\",\"results\":[]}],\"has_more\":false}";

        ReportPage page = page(MESSAGES, body.getBytes(StandardCharsets.UTF_8));

        assertThat(page.refusals()).singleElement().asString().contains("bucket 0");
        assertThat(page.buckets()).extracting(Bucket::startMs).containsExactly(DAY_MS);
    }

    @Test
    void namesEachLineOfABucketForItself() {
        // given: twice the same group, and one that differs in a word
        String line = FakeLines.anthropicCost("m", "w", "output_tokens", "5");
        String other = FakeLines.anthropicCost("m", "w2", "output_tokens", "5");

        // when
        List<Line> lines =
                anthropicPage(COST_REPORT, line, line, other).buckets().get(0).lines();
        List<Line> again =
                anthropicPage(COST_REPORT, other, line, line).buckets().get(0).lines();

        // then
        assertThat(lines).extracting(Line::group).doesNotHaveDuplicates();
        assertThat(again)
                .extracting(Line::group)
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(Line::group).toList());
        assertThat(lines.get(0).content())
                .isEqualTo(lines.get(1).content())
                .isNotEqualTo(lines.get(2).content());
    }

    @Test
    void asksAsTheProvidersWantToBeAsked() {
        assertThat(COST_REPORT.target(new PageRequest(DAY_MS, "page_a=", 7)))
                .isEqualTo("/v1/organizations/cost_report?starting_at=2026-03-02T00%3A00%3A00Z&bucket_width=1d&limit=7"
                        + "&group_by%5B%5D=workspace_id&group_by%5B%5D=description&page=page_a%3D");
        assertThat(COSTS.target(new PageRequest(DAY_MS, "", 1)))
                .isEqualTo("/v1/organization/costs?start_time=1772409600&bucket_width=1d&limit=1"
                        + "&group_by=project_id&group_by=line_item");
    }

    private static ReportPage page(BillingReport report, byte[] body) {
        PageReading reading = report.read(body);
        assertThat(reading).isInstanceOf(ReportPage.class);
        return (ReportPage) reading;
    }

    private static ReportPage anthropicPage(BillingReport report, String... results) {
        return page(
                report,
                ("{\"data\":[{\"starting_at\":\"2026-03-02T00:00:00Z\",\"ending_at\":\"2026-03-03T00:00:00Z\",\"results\":["
                                + String.join(",", results) + "]}],\"has_more\":false,\"next_page\":null}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static ReportPage openAiPage(BillingReport report, String... results) {
        return page(
                report,
                ("{\"object\":\"page\",\"data\":[{\"start_time\":1772409600,\"end_time\":1772496000,\"results\":["
                                + String.join(",", results) + "]}],\"has_more\":false,\"next_page\":null}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static BillingLine onlyLine(ReportPage page) {
        assertThat(page.refusals()).isEmpty();
        assertThat(page.buckets()).hasSize(1);
        assertThat(page.buckets().get(0).lines()).hasSize(1);
        return page.buckets().get(0).lines().get(0).value();
    }
}
