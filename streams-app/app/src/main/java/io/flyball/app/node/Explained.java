package io.flyball.app.node;

import io.flyball.app.explain.ExplainSource;
import io.flyball.app.http.LiveView;
import io.flyball.app.report.Decisions;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportBuilder;
import io.flyball.core.detect.Finding;
import java.util.List;
import java.util.Optional;

/** What a node explains by: topics, read anew each time, and what its page knows of spend. */
record Explained(ReportBuilder reports, LiveView view) implements ExplainSource {
    @Override
    public List<Finding> findings() {
        return reports.findings();
    }

    @Override
    public List<Report.SignalSection> signals() {
        return reports.signals();
    }

    @Override
    public Decisions decisions() {
        return reports.decisions();
    }

    @Override
    public Optional<String> spendOf(String scope) {
        return view.spendOf(scope);
    }

    @Override
    public List<AmountAt> courseOf(String scope, String window) {
        return view.trendOf(scope, window).stream()
                .map(at -> new AmountAt(at.atMs(), at.nanoUsd()))
                .toList();
    }
}
