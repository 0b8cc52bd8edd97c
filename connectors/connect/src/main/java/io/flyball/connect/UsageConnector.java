package io.flyball.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/** A source connector for one provider's reports: shares them among tasks. */
abstract class UsageConnector extends SourceConnector {
    private final Provider provider;
    private Map<String, String> properties = Map.of();

    UsageConnector(Provider provider) {
        this.provider = provider;
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<String> reports = new ConnectorSettings(provider, properties).reportNames();
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<String> own : ConnectorUtils.groupPartitions(reports, Math.min(maxTasks, reports.size()))) {
            Map<String, String> task = new HashMap<>(properties);
            task.put(ConnectorSettings.REPORTS, String.join(",", own));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public ConfigDef config() {
        return ConnectorSettings.definition(provider);
    }

    /** Each record carries the offset that holds once it is written, and no earlier one. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public String version() {
        return ConnectVersion.VERSION;
    }

    @Override
    public void stop() {
        // The tasks have all there is to stop.
    }
}
