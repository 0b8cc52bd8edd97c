package io.flyball.schemas;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** What a cluster says of one topic. */
record TopicFacts(int partitions, Config configuration) {
    private static final long TIMEOUT_S = 60;
    private static final long POLL_MS = 50;

    /** Those of the named topics that exist, by name, in the order of their names. */
    static Map<String, TopicFacts> of(Admin admin, Set<String> names) {
        Set<String> present = new TreeSet<>(await(admin.listTopics().names(), "list topics"));
        present.retainAll(names);
        List<ConfigResource> resources = new ArrayList<>();
        present.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> configs =
                await(admin.describeConfigs(resources).all(), "read topic settings");
        Map<String, TopicFacts> facts = new TreeMap<>();
        await(admin.describeTopics(present).allTopicNames(), "describe topics").forEach((name, description) -> {
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            facts.put(name, new TopicFacts(description.partitions().size(), requireNonNull(config)));
        });
        return facts;
    }

    /** Creates the topics and waits until the cluster shows them; returns the names of those it created itself. */
    static List<String> create(Admin admin, List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(topics).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : topics) {
            try {
                await(requireNonNull(answers.get(topic.name())), "create topic " + topic.name());
                created.add(topic.name());
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitVisible(admin, topics.stream().map(NewTopic::name).toList());
        return created;
    }

    /** Created is not yet seen: brokers learn of a topic from the controller, a moment later. */
    private static void awaitVisible(Admin admin, List<String> names) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!await(admin.listTopics().names(), "list topics").containsAll(names)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new KafkaException(
                        "The cluster did not show the topics it created within " + TIMEOUT_S + " s: check its health.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** The setting's value, empty where the broker does not know it. */
    String config(String name) {
        ConfigEntry entry = configuration.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    /** Whether two comma-separated lists hold the same words, in whatever order. */
    static boolean sameList(@Nullable String a, @Nullable String b) {
        return a != null && b != null && Set.of(a.split(",")).equals(Set.of(b.split(",")));
    }

    static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            Throwable cause = requireNonNull(e.getCause());
            throw new KafkaException("The cluster did not " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "The cluster did not " + what + " within " + TIMEOUT_S + " s: check the broker's address.", e);
        }
    }
}
