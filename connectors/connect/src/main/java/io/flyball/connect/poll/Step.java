package io.flyball.connect.poll;

import io.flyball.connect.report.PageRequest;

/** What to do next about one report. */
public sealed interface Step {
    /** Ask for this page. */
    record Ask(PageRequest request) implements Step {}

    /** Do nothing until then, epoch ms. */
    record Rest(long untilMs) implements Step {}
}
