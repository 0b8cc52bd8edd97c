package io.flyball.connect;

/** Reads OpenAI's reports. */
public final class OpenAiUsageTask extends UsageTask {
    public OpenAiUsageTask() {
        super(Provider.OPENAI);
    }
}
