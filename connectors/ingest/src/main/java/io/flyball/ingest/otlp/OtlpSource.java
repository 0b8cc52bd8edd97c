package io.flyball.ingest.otlp;

/** Who reports usage by OTLP, as far as reports differ. */
public enum OtlpSource {
    CLAUDE_CODE("claude-code"),
    CODEX("codex"),
    GEMINI_CLI("gemini-cli"),
    COPILOT("copilot"),
    LITELLM("litellm"),
    ENVOY_AI_GATEWAY("envoy-ai-gateway"),
    OPENINFERENCE("openinference"),
    LANGFUSE("langfuse"),
    TRACELOOP("traceloop"),
    /** Whatever follows the semantic conventions of OpenTelemetry and is none of the others. */
    GEN_AI("otel");

    private final String wireName;

    OtlpSource(String wireName) {
        this.wireName = wireName;
    }

    /** The source of its events, for example {@code claude-code}. */
    public String wireName() {
        return wireName;
    }
}
