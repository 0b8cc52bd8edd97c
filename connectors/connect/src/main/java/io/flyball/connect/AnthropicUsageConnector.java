package io.flyball.connect;

import org.apache.kafka.connect.connector.Task;

/** Anthropic's reports of messages and of cost, as records of the billing topic. */
public final class AnthropicUsageConnector extends UsageConnector {
    public AnthropicUsageConnector() {
        super(Provider.ANTHROPIC);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return AnthropicUsageTask.class;
    }
}
