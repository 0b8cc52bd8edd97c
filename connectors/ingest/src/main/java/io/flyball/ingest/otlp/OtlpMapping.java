package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Mapped.Ignored.Why;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * What each item of an OTLP request is: a call, a refusal, or nothing to charge. Which source an item is of is told by
 * its service, scope, name and attributes; which signal of a source is charged is in {@link MoneySignals}. What is read
 * of an item is named one by one: prompts, completions, messages and bodies never come near an event.
 *
 * <p>Identity comes from the item, then its scope, its resource, and last from the request's headers, where a door also
 * puts whom a token names. Beside what tools of an agent's session were used since its last call, which is bounded and
 * whose loss costs fingerprints alone, nothing is held. Thread-safe.
 */
public final class OtlpMapping {
    private final MoneySignals money;
    private final List<OtlpMapper> mappers;
    private final UsageInconsistencies inconsistencies = new UsageInconsistencies();

    public OtlpMapping(OtlpRules rules) {
        this.money = rules.money();
        this.mappers = mappers(rules.identity());
    }

    private List<OtlpMapper> mappers(IdentityRules identity) {
        SessionActions actions = new SessionActions();
        return List.of(
                new ClaudeCodeMapper(identity, actions),
                new CodexMapper(identity, actions, inconsistencies),
                new GeminiCliMapper(identity, actions, inconsistencies),
                GenAiMapper.copilot(identity, inconsistencies),
                new LangfuseMapper(identity, inconsistencies),
                new OpenInferenceMapper(identity, inconsistencies),
                new LiteLlmMapper(identity, inconsistencies),
                GenAiMapper.traceloop(identity, inconsistencies),
                new EnvoyAiGatewayMapper(identity, inconsistencies),
                GenAiMapper.conventional(identity, inconsistencies));
    }

    /** How many calls had counts that broke their source's own rule, so that all of them were counted. */
    public long usageInconsistent() {
        return inconsistencies.count();
    }

    /** One for each log record, in order. */
    public List<Mapped> logs(ExportLogsServiceRequest request, Attributes headers, long nowMs) {
        List<Mapped> mapped = new ArrayList<>();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                OtlpItem.Surroundings in = surroundings(resource.getResource(), scope.getScope(), headers);
                for (LogRecord record : scope.getLogRecordsList()) {
                    mapped.add(map(OtlpItem.of(record, in), nowMs));
                }
            }
        }
        return mapped;
    }

    /** One for each span, in order. */
    public List<Mapped> traces(ExportTraceServiceRequest request, Attributes headers, long nowMs) {
        List<Mapped> mapped = new ArrayList<>();
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                OtlpItem.Surroundings in = surroundings(resource.getResource(), scope.getScope(), headers);
                for (Span span : scope.getSpansList()) {
                    mapped.add(map(OtlpItem.of(span, in), nowMs));
                }
            }
        }
        return mapped;
    }

    /** One for each data point, in order; none of them is ever a call, since metrics are sums over calls. */
    public List<Mapped> metrics(ExportMetricsServiceRequest request, Attributes headers, long nowMs) {
        List<Mapped> mapped = new ArrayList<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    Mapped point = Ignorable.metric(metric.getName());
                    for (int i = points(metric); i > 0; i--) {
                        mapped.add(point);
                    }
                }
            }
        }
        return mapped;
    }

    /** One for each log record that was sent, those that could not be read included. */
    public List<Mapped> logs(Decoded<ExportLogsServiceRequest> request, Attributes headers, long nowMs) {
        return withFaulty(logs(request.message(), headers, nowMs), request.faulty());
    }

    /** One for each span that was sent, those that could not be read included. */
    public List<Mapped> traces(Decoded<ExportTraceServiceRequest> request, Attributes headers, long nowMs) {
        return withFaulty(traces(request.message(), headers, nowMs), request.faulty());
    }

    /** One for each data point that was sent, those that could not be read included. */
    public List<Mapped> metrics(Decoded<ExportMetricsServiceRequest> request, Attributes headers, long nowMs) {
        return withFaulty(metrics(request.message(), headers, nowMs), request.faulty());
    }

    private Mapped map(OtlpItem item, long nowMs) {
        for (OtlpMapper mapper : mappers) {
            if (mapper.claims(item)) {
                return money.isMoney(mapper.source(), item.signal())
                        ? mapper.map(item, nowMs)
                        : Ignorable.item(item, whyNotMoney(item));
            }
        }
        return Ignorable.item(item, Why.NO_USAGE);
    }

    private static Why whyNotMoney(OtlpItem item) {
        boolean usage = GenAiCall.hasUsage(item) || item.own().hasAny(List.of("input_tokens", "input_token_count"));
        return usage ? Why.OTHER_SIGNAL_IS_MONEY : Why.NO_USAGE;
    }

    private static OtlpItem.Surroundings surroundings(
            Resource resource, InstrumentationScope scope, Attributes headers) {
        OtlpAttributes ofResource = OtlpAttributes.of(resource.getAttributesList());
        return new OtlpItem.Surroundings(
                Objects.requireNonNullElse(ofResource.text("service.name"), ""),
                scope.getName(),
                OtlpAttributes.of(scope.getAttributesList()).orElse(ofResource).orElse(headers));
    }

    private static int points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsCount();
            case SUM -> metric.getSum().getDataPointsCount();
            case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
            case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
            case SUMMARY -> metric.getSummary().getDataPointsCount();
            case DATA_NOT_SET -> 0;
        };
    }

    private static List<Mapped> withFaulty(List<Mapped> readable, List<Decoded.Faulty> faulty) {
        if (faulty.isEmpty()) {
            return readable;
        }
        List<Mapped> all = new ArrayList<>(readable.size() + faulty.size());
        Iterator<Mapped> rest = readable.iterator();
        for (Decoded.Faulty one : faulty) {
            while (all.size() < one.index() && rest.hasNext()) {
                all.add(rest.next());
            }
            all.add(one.refusal());
        }
        rest.forEachRemaining(all::add);
        return all;
    }
}
