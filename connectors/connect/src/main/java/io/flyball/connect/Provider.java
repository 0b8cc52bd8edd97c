package io.flyball.connect;

import io.flyball.connect.report.AnthropicApi;
import io.flyball.connect.report.AnthropicReports;
import io.flyball.connect.report.BillingReport;
import io.flyball.connect.report.OpenAiApi;
import io.flyball.connect.report.OpenAiReports;
import io.flyball.connect.report.ProviderApi;
import java.util.List;
import java.util.function.BiFunction;

/** Providers whose reports are read. */
enum Provider {
    ANTHROPIC(
            new AnthropicApi(), List.of(AnthropicReports.MESSAGES, AnthropicReports.COST_REPORT), AnthropicReports::of),
    OPENAI(
            new OpenAiApi(),
            List.of(OpenAiReports.COMPLETIONS, OpenAiReports.EMBEDDINGS, OpenAiReports.COSTS),
            OpenAiReports::of);

    @SuppressWarnings("ImmutableEnumChecker") // an API has no state
    private final ProviderApi api;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> reportNames;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiFunction<List<String>, Boolean, List<BillingReport>> reports;

    Provider(
            ProviderApi api, List<String> reportNames, BiFunction<List<String>, Boolean, List<BillingReport>> reports) {
        this.api = api;
        this.reportNames = reportNames;
        this.reports = reports;
    }

    ProviderApi api() {
        return api;
    }

    /** Names of all its reports. */
    List<String> reportNames() {
        return reportNames;
    }

    /** Its reports of these names. */
    List<BillingReport> reports(List<String> names, boolean byApiKey) {
        return reports.apply(names, byApiKey);
    }
}
