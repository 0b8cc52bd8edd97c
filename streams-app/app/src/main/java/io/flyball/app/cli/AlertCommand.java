package io.flyball.app.cli;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.cases.TestMessage;
import io.flyball.alerting.channel.AlertChannel;
import io.flyball.alerting.channel.AlertmanagerFeed;
import io.flyball.alerting.channel.PagerDutyChannel;
import io.flyball.alerting.channel.WebhookChannel;
import io.flyball.alerting.email.EmailChannel;
import io.flyball.alerting.memory.DirectoryRecipients;
import io.flyball.alerting.slack.SlackBotChannel;
import io.flyball.alerting.slack.SlackSocket;
import io.flyball.alerting.slack.SocketPace;
import io.flyball.app.Refusal;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.node.AlertTargets;
import io.flyball.core.model.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball alert}: how people are told. */
@Command(
        name = "alert",
        mixinStandardHelpOptions = true,
        description = "Tries out how people are told.",
        footer = {"", "Example:", "  flyball alert test --to user:ann --config flyball.yaml"})
final class AlertCommand {
    private static final String EVERYWHERE = "channel";
    /** They are told of a begin and of an end: an end alone shows nothing. */
    private static final Set<String> MACHINES = Set.of(PagerDutyChannel.NAME, WebhookChannel.NAME);

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    AlertCommand() {}

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends a test message and says what the other side answered.",
            footer = {"", "Example:", "  flyball alert test --to user:ann --config flyball.yaml"})
    int test(
            @Option(
                            names = "--to",
                            paramLabel = "TO",
                            defaultValue = EVERYWHERE,
                            description =
                                    "user:ID of the directory, a Slack channel such as #llm-spend, an e-mail address, or"
                                            + " channel: wherever alerts go that are nobody's (default).")
                    String to,
            @Option(names = "--config", paramLabel = "C", description = "Settings (YAML, JSON or properties).")
                    @Nullable
                    Path configFile)
            throws Exception {
        FlyballConfig config = FlyballConfig.load(ConfigSources.ofProcess(configFile, Map.of()));
        AlertTargets targets = AlertSetup.of(config, this::say);
        try {
            boolean allThere = true;
            for (Place place : places(to, targets, DirectoryOption.read(config.find(ConfigKeys.DIRECTORY_FILE)))) {
                allThere &= send(place, to.startsWith("user:") ? to : "org:test", targets);
            }
            allThere &= !to.equals(EVERYWHERE) || alertmanager(targets);
            allThere &= answers(targets);
            return allThere ? 0 : FlyballCommand.FAILED;
        } finally {
            for (AutoCloseable part : targets.parts()) {
                part.close();
            }
        }
    }

    private static List<Place> places(String to, AlertTargets targets, List<Person> directory) {
        DirectoryRecipients.Settings recipients = targets.recipients();
        List<Place> places;
        if (to.startsWith("user:")) {
            places = new DirectoryRecipients(
                            recipients,
                            user -> directory.stream()
                                    .filter(p -> p.user().equals(user))
                                    .findFirst(),
                            channel -> true)
                    .places(Role.PERSON, to);
        } else if (to.equals(EVERYWHERE)) {
            places = new ArrayList<>(recipients.everything());
            places.addAll(recipients.onCall());
            places.addAll(recipients.feeds());
        } else {
            String channel = to.contains("@") ? EmailChannel.NAME : SlackBotChannel.NAME;
            places = recipients.personChannels().contains(channel)
                    ? List.of(new Place(Role.TEAM, channel, to))
                    : List.of();
        }
        if (places.isEmpty()) {
            throw new Refusal("--to is \"" + to
                    + "\", which nothing reaches: set flyball.slack-token or flyball.smtp-url, and give the person"
                    + " a Slack id or an e-mail address in flyball.directory-file.");
        }
        return places;
    }

    private boolean send(Place place, String scope, AlertTargets targets) {
        AlertChannel channel = targets.channels().stream()
                .filter(c -> c.name().equals(place.channel()))
                .findFirst()
                .orElseThrow();
        String where = place.channel() + (place.recipient().isEmpty() ? "" : " to " + place.recipient()) + ": ";
        long nowMs = System.currentTimeMillis();
        if (!MACHINES.contains(place.channel())) {
            return said(where, channel.deliver(TestMessage.to(place, scope, nowMs)));
        }
        Telling begin = TestMessage.begin(place, scope, nowMs);
        DeliveryResult begun = channel.deliver(begin);
        return said(where, begun)
                && begun instanceof Delivered delivered
                && said(where + "its end: ", channel.deliver(TestMessage.end(begin, delivered.reference(), nowMs)));
    }

    private boolean alertmanager(AlertTargets targets) {
        AlertmanagerFeed alertmanager = targets.alertmanager();
        return alertmanager == null || said("alertmanager: ", alertmanager.tryOut());
    }

    /** Says what became of a message; answers whether it is there. */
    private boolean said(String where, DeliveryResult result) {
        if (result instanceof Delivered delivered) {
            say(where + "it is there, as " + delivered.reference());
            return true;
        }
        say(where
                + (result instanceof DeliveryResult.Refused refused
                        ? refused.why()
                        : ((DeliveryResult.RetryLater) result).why()));
        return false;
    }

    /** Whether what people answer would come in. */
    private boolean answers(AlertTargets targets) throws InterruptedException {
        AlertTargets.SlackAnswering answering = targets.answering();
        String appToken = answering == null ? null : answering.appToken();
        if (answering == null || appToken == null) {
            return true;
        }
        Optional<String> against = SlackSocket.tryOut(answering.slack(), appToken, SocketPace.DEFAULT);
        say("Socket Mode: " + against.orElse("it connects, answers come in"));
        return against.isEmpty();
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
    }
}
