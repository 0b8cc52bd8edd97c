package io.flyball.app.node;

import io.flyball.app.Refusal;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.IntakeSettings;
import io.flyball.ingest.intake.SessionPrecedence;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How usage comes in.
 *
 * @param tokens who may send it, asked at each request
 * @param identity which attributes say whom a call concerns
 * @param pseudonyms applied to each call before it is stored
 * @param intake how much may be under way
 */
public record IngestSettings(
        Supplier<ClientTokens> tokens,
        IdentityRules identity,
        UnaryOperator<UsageEvent> pseudonyms,
        IntakeSettings intake) {

    /**
     * What the configuration says.
     *
     * @throws io.flyball.app.Refusal where the clients file cannot be used
     */
    public static IngestSettings of(FlyballConfig config) {
        Path clients = config.find(ConfigKeys.INGEST_CLIENTS_FILE);
        String key = config.find(ConfigKeys.INGEST_PSEUDONYM_KEY);
        IdentityRules usual = IdentityRules.DEFAULT;
        IdentityRules identity = new IdentityRules(
                config.get(ConfigKeys.INGEST_USER_ATTRIBUTES, usual.user()),
                usual.key(),
                config.get(ConfigKeys.INGEST_TEAM_ATTRIBUTES, usual.team()),
                config.get(ConfigKeys.INGEST_AGENT_ATTRIBUTES, usual.agent()),
                config.get(ConfigKeys.INGEST_SESSION_ATTRIBUTES, usual.session()),
                usual.task(),
                usual.org(),
                usual.costCenter());
        return new IngestSettings(
                clients == null ? () -> ClientTokens.OPEN : new WatchedClients(clients, System::currentTimeMillis),
                identity,
                pseudonyms(key)::apply,
                new IntakeSettings(
                        config.get(ConfigKeys.INGEST_MEMORY),
                        IntakeSettings.DEFAULT.answerWithin(),
                        IntakeSettings.DEFAULT.deliverWithin(),
                        new SessionPrecedence.Rules(
                                Set.copyOf(config.get(ConfigKeys.INGEST_GATEWAY_SOURCES)),
                                SessionPrecedence.Rules.GATEWAY_FIRST.agentSources(),
                                SessionPrecedence.Rules.GATEWAY_FIRST.hold())));
    }

    private static Pseudonyms pseudonyms(@Nullable String key) {
        if (key == null) {
            return Pseudonyms.none();
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < Pseudonyms.MIN_KEY_BYTES) {
            throw new Refusal(ConfigKeys.INGEST_PSEUDONYM_KEY.name() + " has " + bytes.length
                    + " bytes, which can be guessed: give at least " + Pseudonyms.MIN_KEY_BYTES + " random ones.");
        }
        return Pseudonyms.with(bytes);
    }

    /** Anybody may send, and people stand by their names: for one machine. */
    public static IngestSettings open() {
        return new IngestSettings(
                () -> ClientTokens.OPEN, IdentityRules.DEFAULT, event -> event, IntakeSettings.DEFAULT);
    }
}
