package io.flyball.connect;

import org.apache.kafka.connect.connector.Task;

/** OpenAI's reports of completions, embeddings and costs, as records of the billing topic. */
public final class OpenAiUsageConnector extends UsageConnector {
    public OpenAiUsageConnector() {
        super(Provider.OPENAI);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OpenAiUsageTask.class;
    }
}
