package io.flyball.app.doctor;

import com.slack.api.Slack;
import io.flyball.alerting.slack.SlackConnection;
import io.flyball.alerting.slack.SlackSocket;
import io.flyball.alerting.slack.SocketPace;
import io.flyball.app.Refusal;
import io.flyball.app.config.ActuatorKeys;
import io.flyball.app.config.AlertingKeys;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.config.Role;
import io.flyball.app.files.ActuatorsFile;
import io.flyball.schemas.RegistryUnavailableException;
import io.flyball.schemas.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at one installation. Changes nothing but a file in the state folder that it makes and removes. */
public final class Doctor {
    private static final int OLDEST_JAVA = 17;
    private static final int ANY_SCHEMA_ID = 1;

    private final FlyballConfig config;
    private final Duration patience;
    private final InstantSource clock;

    /**
     * @param patience how long the brokers may take to answer
     * @param clock this machine's
     */
    public Doctor(FlyballConfig config, Duration patience, InstantSource clock) {
        this.config = config;
        this.patience = patience;
        this.clock = clock;
    }

    /** Looks at everything, in the order in which a person would mend it. Takes seconds. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(java(Runtime.version()));
        checks.add(StateFolder.check(config.get(ConfigKeys.STATE_DIR)));
        checks.addAll(new ClusterChecks(config, patience, clock).all());
        checks.add(registry());
        checks.add(slack());
        checks.add(socketMode());
        if (config.find(ActuatorKeys.FILE) != null
                && config.get(ConfigKeys.ROLES).contains(Role.GATEWAY)) {
            checks.add(actuators(config.get(ActuatorKeys.FILE)));
        }
        return List.copyOf(checks);
    }

    /** Whether nothing failed. */
    public static boolean passes(List<Check> checks) {
        return checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.FAIL);
    }

    static Check java(Runtime.Version version) {
        return version.feature() >= OLDEST_JAVA
                ? Check.ok("java", "Java " + version + ".")
                : Check.fail("java", "Java " + version + " is too old: run with " + OLDEST_JAVA + " or later.");
    }

    private Check registry() {
        String url = config.find(ConfigKeys.REGISTRY_URL);
        if (url == null) {
            return Check.fail("registry", missing("flyball.registry-url", "FLYBALL_REGISTRY_URL"));
        }
        try (SchemaRegistry registry = SchemaRegistry.connect(url, config.registryClient())) {
            registry.schemaById(ANY_SCHEMA_ID);
            return Check.ok("registry", "The schema registry " + url + " answers.");
        } catch (RegistryUnavailableException e) {
            return Check.fail("registry", String.valueOf(e.getMessage()));
        }
    }

    private Check slack() {
        boolean told =
                config.find(AlertingKeys.SLACK_TOKEN) != null || config.find(AlertingKeys.SLACK_WEBHOOK_URL) != null;
        if (!config.get(ConfigKeys.ROLES).contains(Role.ALERTING)) {
            return Check.ok("slack", "This instance does not tell people: another one has the role alerting.");
        }
        return told
                ? Check.ok("slack", "A way to Slack is configured; \"flyball alert test\" tries it.")
                : Check.warn(
                        "slack",
                        "Nobody is told of alerts in Slack: set flyball.slack-token or flyball.slack-webhook-url.");
    }

    /** What is named; vendors are not asked. */
    private static Check actuators(Path file) {
        try {
            String named = ActuatorsFile.read(file).stream()
                    .map(one -> one.rules().name() + " (" + one.rules().mode().wireName() + ")")
                    .collect(Collectors.joining(", "));
            return Check.ok("actuators", "Limits are set at: " + named + ".");
        } catch (Refusal e) {
            return Check.fail("actuators", String.join(" ", e.sentences()));
        }
    }

    private Check socketMode() {
        String name = "socket mode";
        String appToken = config.find(AlertingKeys.SLACK_APP_TOKEN);
        if (!config.get(ConfigKeys.ROLES).contains(Role.ALERTING) || appToken == null) {
            return Check.ok(
                    name, "Not used: answers come to /slack/actions, where flyball.slack-signing-secret is set.");
        }
        try (Slack slack = SlackConnection.open(config.get(AlertingKeys.SLACK_API_URL), (int) patience.toMillis())) {
            return SlackSocket.tryOut(slack, appToken, SocketPace.DEFAULT)
                    .map(against -> Check.fail(name, against))
                    .orElseGet(() -> Check.ok(name, "Slack's socket opens: what people answer comes in."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.fail(name, "It was interrupted.");
        } catch (Exception e) {
            return Check.fail(name, String.valueOf(e.getMessage()));
        }
    }

    static String missing(String name, String variable) {
        return name + " is missing: set it in the configuration file or as " + variable + ".";
    }
}
