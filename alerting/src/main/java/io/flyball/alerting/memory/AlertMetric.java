package io.flyball.alerting.memory;

import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import java.util.List;

/** The metrics of alerting. A case with two places is delivered twice. */
public enum AlertMetric implements Metric {
    DELIVERED(MetricDefinition.counter(
            "flyball.alerts.delivered",
            "deliveries",
            "Deliveries that the other side took; a case with two places is delivered twice.",
            Tags.CHANNEL)),
    RETRIED(MetricDefinition.counter(
            "flyball.alerts.retried", "tries", "Tries that failed and are made again.", Tags.CHANNEL)),
    REFUSED(MetricDefinition.counter(
            "flyball.alerts.refused",
            "deliveries",
            "Deliveries that the other side does not take; the log says why.",
            Tags.CHANNEL)),
    DEAD_LETTERED(MetricDefinition.counter(
            "flyball.alerts.dead_lettered",
            "deliveries",
            "Deliveries given up after an hour of tries. Alert on this.",
            Tags.CHANNEL)),
    UNREADABLE(MetricDefinition.counter(
            "flyball.alerts.unreadable",
            "records",
            "Records of the topics that are no alert, no memory, or no control record.")),
    ANSWERS(MetricDefinition.counter(
            "flyball.alerts.answers",
            "answers",
            "What people answered in Slack, by what became of it.",
            new MetricTag(
                    "outcome",
                    List.of("accepted", "refused", "repeated", "unreadable", "forged", "replayed"),
                    "what became of an answer; the last two are of requests that are not Slack's"))),
    SOCKET_CONNECTED(MetricDefinition.gauge(
            "flyball.alerts.socket.connected",
            "0 or 1",
            "1 while Slack can be heard by Socket Mode; not there without it."));

    private final MetricDefinition definition;

    /** An enum's constants cannot name its own fields. */
    private static final class Tags {
        static final MetricTag CHANNEL =
                MetricTag.open("channel", "`slack-bot`, `slack-webhook`, `email`, `pagerduty`, `webhook` or `console`");
    }

    AlertMetric(MetricDefinition definition) {
        this.definition = definition;
    }

    @Override
    public MetricDefinition definition() {
        return definition;
    }
}
