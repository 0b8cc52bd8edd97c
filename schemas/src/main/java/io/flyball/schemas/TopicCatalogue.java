package io.flyball.schemas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one installation: how they are named, made and checked.
 *
 * <p>All of them are stamped by the broker ({@code LogAppendTime}): Kafka's timestamp is ingest time here and event time
 * a field, so neither a client with a wrong clock nor the replay of an old log can have records deleted under their
 * reader, or kept for ever.
 *
 * @param prefix in front of every name, for example {@code flyball.}; may be empty
 * @param partitions of every topic, 1 or more; a running installation cannot change it
 * @param replicationFactor 1 or more; from 3 on, a write waits for two replicas
 */
public record TopicCatalogue(String prefix, int partitions, short replicationFactor) {
    /** The prefix of an installation that does not choose its own. */
    public static final String DEFAULT_PREFIX = "flyball.";

    /** Room for a usage record of 1 MiB with its key, headers and, in a charge, its price; producers need it as well. */
    public static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

    private static final String SEGMENT_MS_OF_COMPACTED = Long.toString(3_600_000L);

    public TopicCatalogue {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException("Expected a topic prefix of letters, digits, dots, dashes and"
                    + " underscores, but it is \"" + prefix + "\": write for example \"" + DEFAULT_PREFIX + "\".");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "Expected 1 partition or more, but partitions is " + partitions + ": write for example 12.");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("Expected a replication factor of 1 or more, but it is "
                    + replicationFactor + ": write 3, or 1 for a single broker.");
        }
    }

    /** The topic's name on the cluster. */
    public String name(Topic topic) {
        return prefix + topic.suffix();
    }

    /** The registry's subject of the topic's values. */
    public String subject(Topic topic) {
        return name(topic) + "-value";
    }

    /** All topics, ready to be created. */
    public List<NewTopic> newTopics() {
        return Arrays.stream(Topic.values()).map(this::newTopic).toList();
    }

    /**
     * Creates the topics that are missing and leaves the others as they are. Where one that exists would not fit those
     * to be created, it creates none and says why. Returns when the cluster shows all of them, so that a reader may start.
     *
     * @throws org.apache.kafka.common.KafkaException where the cluster cannot be reached or refuses
     */
    public TopicCreation create(Admin admin) {
        Map<String, TopicFacts> found = TopicFacts.of(admin, names());
        List<String> problems = new ArrayList<>();
        List<NewTopic> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            TopicFacts facts = found.get(name(topic));
            if (facts == null) {
                missing.add(newTopic(topic));
            } else {
                problems.addAll(partitionProblems(topic, facts));
            }
        }
        List<String> existing = List.copyOf(found.keySet());
        if (!problems.isEmpty()) {
            return new TopicCreation(List.of(), existing, problems);
        }
        // Whoever else starts at this moment may create some of them first: those are as good as ours.
        List<String> created = TopicFacts.create(admin, missing);
        return new TopicCreation(created, existing, List.of());
    }

    /**
     * What is wrong with the topics of the cluster, one sentence each; empty when all is well.
     *
     * @throws org.apache.kafka.common.KafkaException where the cluster cannot be reached or refuses
     */
    public List<String> check(Admin admin) {
        Map<String, TopicFacts> found = TopicFacts.of(admin, names());
        List<String> problems = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            TopicFacts facts = found.get(name(topic));
            if (facts == null) {
                problems.add("Topic " + name(topic) + " is missing: create it with \"flyball topics create\".");
            } else {
                problems.addAll(partitionProblems(topic, facts));
                problems.addAll(configProblems(topic, facts));
            }
        }
        return List.copyOf(problems);
    }

    /** Kafka's configuration of the topic. */
    public Map<String, String> config(Topic topic) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanUp().policy());
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
        topic.retention().ifPresent(r -> config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(r.toMillis())));
        if (topic.cleanUp() != CleanUp.DELETE) {
            // Whoever starts reads a compacted topic from its beginning: keep that short.
            config.put(TopicConfig.SEGMENT_MS_CONFIG, SEGMENT_MS_OF_COMPACTED);
            config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        }
        if (replicationFactor >= 3) {
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return config;
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(name(topic), partitions, replicationFactor).configs(config(topic));
    }

    private Set<String> names() {
        return Set.copyOf(Arrays.stream(Topic.values()).map(this::name).toList());
    }

    private List<String> partitionProblems(Topic topic, TopicFacts facts) {
        if (!topic.partitionedAsUsage() || facts.partitions() == partitions) {
            return List.of();
        }
        return List.of("Topic " + name(topic) + " has " + facts.partitions() + " partitions where " + partitions
                + " are configured: configure " + facts.partitions()
                + ", or choose another prefix, for the state of a running installation cannot be split anew.");
    }

    private List<String> configProblems(Topic topic, TopicFacts facts) {
        List<String> problems = new ArrayList<>();
        Map<String, String> wanted = config(topic);
        for (String name : List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
            String value = wanted.get(name);
            if (!TopicFacts.sameList(value, facts.config(name))) {
                problems.add("Topic " + name(topic) + " has " + name + "=" + facts.config(name) + ": set it to " + value
                        + ".");
            }
        }
        String maxBytes = facts.config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (maxBytes.isEmpty() || Long.parseLong(maxBytes) < MAX_MESSAGE_BYTES) {
            problems.add("Topic " + name(topic) + " has " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + "=" + maxBytes
                    + ", too little for a record of 1 MiB: set it to " + MAX_MESSAGE_BYTES + " or more.");
        }
        return problems;
    }
}
