package io.flyball.connect;

/** Reads Anthropic's reports. */
public final class AnthropicUsageTask extends UsageTask {
    public AnthropicUsageTask() {
        super(Provider.ANTHROPIC);
    }
}
