package io.flyball.app.explain;

import io.flyball.app.report.Decisions;
import io.flyball.app.report.Report;
import io.flyball.core.detect.Finding;
import java.util.List;
import java.util.Optional;

/** What is known at the moment it is asked for. May read topics, and so take seconds. */
public interface ExplainSource {
    /** Findings that are still on their topic. */
    List<Finding> findings();

    /** Signals that are still on their topic, a renewed one once. */
    List<Report.SignalSection> signals();

    /** What people answered and decided. */
    Decisions decisions();

    /** The document of the spend door by the name of a scope; empty where none is known. */
    Optional<String> spendOf(String scope);

    /** How a window of a scope developed, oldest first; empty where that is not kept. */
    List<AmountAt> courseOf(String scope, String window);

    /** The amount of a window, nano-USD, at an event time in epoch ms. */
    record AmountAt(long atMs, long nanoUsd) {}
}
