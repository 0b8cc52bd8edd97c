package io.flyball.bench;

import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The JVM of a sidecar, as {@code flyball run --role gateway} starts it: says its port and when it began to read. */
@Command(name = "gateway-node", hidden = true, description = "Used by bench itself: a sidecar alone.")
final class GatewayNodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--bootstrap", required = true)
    private String bootstrapServers;

    @Option(names = "--topic", required = true)
    private String topic;

    @SuppressWarnings("NullAway.Init")
    GatewayNodeCommand() {}

    @Override
    public Integer call() throws IOException {
        Map<String, Object> client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        long beganMs = System.currentTimeMillis();
        try (GatewayNode node = GatewayNode.start(client, topic, GatewaySettings.DEFAULT, 0, null)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(node.httpPort() + " " + beganMs);
            out.flush();
            ChildJvm.awaitEndOfInput();
        }
        return 0;
    }
}
