package io.flyball.core.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link UsageEvent} field by field. Not thread-safe. */
public final class UsageEventBuilder {
    private String eventId = "";
    private long timeMs;
    private String model = "";
    private String responseModel = "";
    private String user = "";
    private String source = "native";
    private String provider = "";
    private String operation = "chat";
    private String serviceTier = "standard";
    private String speed = "normal";
    private String region = "";
    private String team = "";
    private String agent = "";
    private String session = "";
    private String task = "";
    private String key = "";
    private String org = "";
    private String costCenter = "";
    private long inputTokens;
    private long cacheReadTokens;
    private long cacheWrite5mTokens;
    private long cacheWrite1hTokens;
    private long outputTokens;
    private long reasoningTokens;
    private long webSearchRequests;
    private long audioInputTokens;
    private long audioOutputTokens;
    private long images;
    private @Nullable BigDecimal reportedCostUsd;
    private String status = "ok";
    private long reportedContextTokens = -1;
    private String requestFingerprint = "";
    private List<ToolAction> actions = List.of();
    private long latencyMs = -1;
    private long attempt = -1;
    private String stopReason = "";
    private Map<String, String> tags = Map.of();

    UsageEventBuilder() {}

    UsageEventBuilder(UsageEvent e) {
        eventId = e.eventId();
        timeMs = e.timeMs();
        model = e.model();
        responseModel = e.responseModel();
        user = e.user();
        source = e.source();
        provider = e.provider();
        operation = e.operation();
        serviceTier = e.serviceTier();
        speed = e.speed();
        region = e.region();
        team = e.team();
        agent = e.agent();
        session = e.session();
        task = e.task();
        key = e.key();
        org = e.org();
        costCenter = e.costCenter();
        inputTokens = e.inputTokens();
        cacheReadTokens = e.cacheReadTokens();
        cacheWrite5mTokens = e.cacheWrite5mTokens();
        cacheWrite1hTokens = e.cacheWrite1hTokens();
        outputTokens = e.outputTokens();
        reasoningTokens = e.reasoningTokens();
        webSearchRequests = e.webSearchRequests();
        audioInputTokens = e.audioInputTokens();
        audioOutputTokens = e.audioOutputTokens();
        images = e.images();
        reportedCostUsd = e.reportedCostUsd();
        status = e.status();
        reportedContextTokens = e.reportedContextTokens();
        requestFingerprint = e.requestFingerprint();
        actions = e.actions();
        latencyMs = e.latencyMs();
        attempt = e.attempt();
        stopReason = e.stopReason();
        tags = e.tags();
    }

    public UsageEventBuilder eventId(String value) {
        this.eventId = value;
        return this;
    }

    public UsageEventBuilder timeMs(long value) {
        this.timeMs = value;
        return this;
    }

    public UsageEventBuilder model(String value) {
        this.model = value;
        return this;
    }

    public UsageEventBuilder responseModel(String value) {
        this.responseModel = value;
        return this;
    }

    public UsageEventBuilder user(String value) {
        this.user = value;
        return this;
    }

    public UsageEventBuilder source(String value) {
        this.source = value;
        return this;
    }

    public UsageEventBuilder provider(String value) {
        this.provider = value;
        return this;
    }

    public UsageEventBuilder operation(String value) {
        this.operation = value;
        return this;
    }

    public UsageEventBuilder serviceTier(String value) {
        this.serviceTier = value;
        return this;
    }

    public UsageEventBuilder speed(String value) {
        this.speed = value;
        return this;
    }

    public UsageEventBuilder region(String value) {
        this.region = value;
        return this;
    }

    public UsageEventBuilder team(String value) {
        this.team = value;
        return this;
    }

    public UsageEventBuilder agent(String value) {
        this.agent = value;
        return this;
    }

    public UsageEventBuilder session(String value) {
        this.session = value;
        return this;
    }

    public UsageEventBuilder task(String value) {
        this.task = value;
        return this;
    }

    public UsageEventBuilder key(String value) {
        this.key = value;
        return this;
    }

    public UsageEventBuilder org(String value) {
        this.org = value;
        return this;
    }

    public UsageEventBuilder costCenter(String value) {
        this.costCenter = value;
        return this;
    }

    public UsageEventBuilder inputTokens(long value) {
        this.inputTokens = value;
        return this;
    }

    public UsageEventBuilder cacheReadTokens(long value) {
        this.cacheReadTokens = value;
        return this;
    }

    public UsageEventBuilder cacheWrite5mTokens(long value) {
        this.cacheWrite5mTokens = value;
        return this;
    }

    public UsageEventBuilder cacheWrite1hTokens(long value) {
        this.cacheWrite1hTokens = value;
        return this;
    }

    public UsageEventBuilder outputTokens(long value) {
        this.outputTokens = value;
        return this;
    }

    public UsageEventBuilder reasoningTokens(long value) {
        this.reasoningTokens = value;
        return this;
    }

    public UsageEventBuilder webSearchRequests(long value) {
        this.webSearchRequests = value;
        return this;
    }

    public UsageEventBuilder audioInputTokens(long value) {
        this.audioInputTokens = value;
        return this;
    }

    public UsageEventBuilder audioOutputTokens(long value) {
        this.audioOutputTokens = value;
        return this;
    }

    public UsageEventBuilder images(long value) {
        this.images = value;
        return this;
    }

    public UsageEventBuilder reportedCostUsd(@Nullable BigDecimal value) {
        this.reportedCostUsd = value;
        return this;
    }

    public UsageEventBuilder status(String value) {
        this.status = value;
        return this;
    }

    public UsageEventBuilder reportedContextTokens(long value) {
        this.reportedContextTokens = value;
        return this;
    }

    public UsageEventBuilder requestFingerprint(String value) {
        this.requestFingerprint = value;
        return this;
    }

    public UsageEventBuilder actions(List<ToolAction> value) {
        this.actions = value;
        return this;
    }

    public UsageEventBuilder latencyMs(long value) {
        this.latencyMs = value;
        return this;
    }

    public UsageEventBuilder attempt(long value) {
        this.attempt = value;
        return this;
    }

    public UsageEventBuilder stopReason(String value) {
        this.stopReason = value;
        return this;
    }

    public UsageEventBuilder tags(Map<String, String> value) {
        this.tags = value;
        return this;
    }

    /** The event; the builder may be used on. */
    public UsageEvent build() {
        return new UsageEvent(
                eventId,
                timeMs,
                model,
                responseModel,
                user,
                source,
                provider,
                operation,
                serviceTier,
                speed,
                region,
                team,
                agent,
                session,
                task,
                key,
                org,
                costCenter,
                inputTokens,
                cacheReadTokens,
                cacheWrite5mTokens,
                cacheWrite1hTokens,
                outputTokens,
                reasoningTokens,
                webSearchRequests,
                audioInputTokens,
                audioOutputTokens,
                images,
                reportedCostUsd,
                status,
                reportedContextTokens,
                requestFingerprint,
                actions,
                latencyMs,
                attempt,
                stopReason,
                tags);
    }
}
