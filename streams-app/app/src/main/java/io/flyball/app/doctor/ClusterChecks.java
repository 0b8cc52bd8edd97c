package io.flyball.app.doctor;

import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Brokers, what they can do, the topics, and their clock. */
final class ClusterChecks {
    private static final String BROKERS = "brokers";
    private static final String TRANSACTIONS = "transactions";
    private static final String REPLICATION = "replication";
    private static final String TOPICS = "topics";
    private static final String CLOCK = "clock";

    private static final String TRANSACTION_FEATURE = "transaction.version";
    /** With it the broker fences what a crashed producer left, epoch by epoch. */
    private static final short TRANSACTION_VERSION = 2;

    /** Records further ahead of the broker than this are rejected. */
    private static final long FUTURE_TOLERANCE_MS = 600_000;

    private static final long NOTABLE_SKEW_MS = 1_000;

    private final FlyballConfig config;
    private final Duration patience;
    private final InstantSource clock;

    ClusterChecks(FlyballConfig config, Duration patience, InstantSource clock) {
        this.config = config;
        this.patience = patience;
        this.clock = clock;
    }

    /** A question to the cluster whose answer is a check. */
    private interface Question {
        Check ask() throws ExecutionException, TimeoutException;
    }

    List<Check> all() {
        String servers = config.find(ConfigKeys.BOOTSTRAP_SERVERS);
        if (servers == null) {
            return withoutBrokers(Doctor.missing("flyball.bootstrap-servers", "FLYBALL_BOOTSTRAP_SERVERS"));
        }
        Map<String, Object> client = new TreeMap<>(config.kafkaClient());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        try (Admin admin = Admin.create(client)) {
            int brokers = await(admin.describeCluster().nodes()).size();
            List<Check> checks = new ArrayList<>();
            checks.add(Check.ok(BROKERS, brokers + " brokers answer at " + servers + "."));
            checks.add(answered(TRANSACTIONS, () -> transactions(admin)));
            checks.add(replication(brokers, config.get(ConfigKeys.REPLICATION_FACTOR)));
            checks.add(answered(TOPICS, () -> topics(admin)));
            checks.add(answered(CLOCK, () -> clock(admin)));
            return checks;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return withoutBrokers("Brokers " + servers + " do not answer within " + patience.toMillis() + " ms ("
                    + reason(e) + "): check flyball.bootstrap-servers, the network and the security settings.");
        }
    }

    private static List<Check> withoutBrokers(String sentence) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.fail(BROKERS, sentence));
        for (String name : List.of(TRANSACTIONS, REPLICATION, TOPICS, CLOCK)) {
            checks.add(Check.skipped(name, "Not looked at: no broker answers."));
        }
        return checks;
    }

    private static Check answered(String name, Question question) {
        try {
            return question.ask();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Check.warn(
                    name, "The cluster does not say (" + reason(e) + "): grant this user DESCRIBE on the cluster.");
        }
    }

    private Check transactions(Admin admin) throws ExecutionException, TimeoutException {
        FinalizedVersionRange range = await(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(TRANSACTION_FEATURE);
        return transactions(range == null ? 0 : range.maxVersionLevel());
    }

    static Check transactions(short version) {
        return version >= TRANSACTION_VERSION
                ? Check.ok(TRANSACTIONS, TRANSACTION_FEATURE + " is " + version + ".")
                : Check.fail(
                        TRANSACTIONS,
                        TRANSACTION_FEATURE + " is " + version + ", so a crash can leave a transaction hanging: run"
                                + " kafka-features.sh upgrade --feature " + TRANSACTION_FEATURE + "="
                                + TRANSACTION_VERSION + ".");
    }

    static Check replication(int brokers, int factor) {
        if (factor > brokers) {
            return Check.fail(
                    REPLICATION,
                    "flyball.replication-factor is " + factor + " and there are " + brokers + " brokers: set it to "
                            + brokers + " or less, or add brokers.");
        }
        return factor == 1
                ? Check.warn(
                        REPLICATION,
                        "flyball.replication-factor is 1, so the loss of one disk loses money counted: set it to 3.")
                : Check.ok(REPLICATION, "Topics have " + factor + " copies on " + brokers + " brokers.");
    }

    private Check topics(Admin admin) {
        List<String> problems = config.topics().check(admin);
        return problems.isEmpty()
                ? Check.ok(TOPICS, "All topics are there as they should be.")
                : Check.fail(TOPICS, String.join(" ", problems));
    }

    /** Compares with the active controller, which states its own clock with the state of the quorum. */
    private Check clock(Admin admin) throws ExecutionException, TimeoutException {
        long before = clock.millis();
        QuorumInfo quorum = await(admin.describeMetadataQuorum().quorumInfo());
        long after = clock.millis();
        OptionalLong theirs = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .map(QuorumInfo.ReplicaState::lastFetchTimestamp)
                .findFirst()
                .orElse(OptionalLong.empty());
        return theirs.isEmpty()
                ? Check.skipped(CLOCK, "The active controller does not state its time.")
                : clock(theirs.getAsLong(), before, after);
    }

    static Check clock(long theirMs, long beforeMs, long afterMs) {
        long ahead = beforeMs > theirMs ? beforeMs - theirMs : Math.min(0, afterMs - theirMs);
        String sentence = "This machine's clock is " + Math.abs(ahead) + " ms " + (ahead > 0 ? "ahead of" : "behind")
                + " the cluster's";
        if (Math.abs(ahead) > FUTURE_TOLERANCE_MS) {
            return Check.fail(CLOCK, sentence + ", so calls are rejected as future or counted late: synchronise it.");
        }
        return Math.abs(ahead) > NOTABLE_SKEW_MS
                ? Check.warn(CLOCK, sentence + ": synchronise it, signals begin and end by it.")
                : Check.ok(CLOCK, "This machine's clock agrees with the cluster's to a second.");
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        String message = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + message;
    }
}
