package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicCatalogueTest {
    private static final int PARTITIONS = 2;

    private final BrokerInProcess broker;
    private final Admin admin;

    TopicCatalogueTest(@TempDir Path folder) throws Exception {
        broker = BrokerInProcess.start(folder);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()));
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void createsWhatIsMissingAndFindsNothingWrongThen() {
        // given
        TopicCatalogue catalogue = catalogue("fresh.");
        assertThat(catalogue.check(admin)).hasSize(Topic.values().length).allMatch(p -> p.contains(" is missing"));

        // when
        TopicCreation creation = catalogue.create(admin);

        // then
        String[] all = names(catalogue);
        assertThat(creation.created()).containsExactlyInAnyOrder(all);
        assertThat(catalogue.check(admin)).isEmpty();
        assertThat(catalogue.create(admin).existing()).containsExactlyInAnyOrder(all);
    }

    @Test
    void namesEveryDifferenceInASentence() throws Exception {
        // given: all topics, three of them made by somebody else
        TopicCatalogue catalogue = catalogue("odd.");
        create(new NewTopic("odd.control", PARTITIONS + 1, (short) 1)
                .configs(Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime")));
        create(new NewTopic("odd.spend", PARTITIONS, (short) 1).configs(catalogue.config(Topic.USAGE)));
        create(new NewTopic("odd.charges", 7, (short) 1));
        for (NewTopic topic : catalogue.newTopics()) {
            if (!List.of("odd.control", "odd.spend", "odd.charges").contains(topic.name())) {
                create(topic);
            }
        }

        // when
        List<String> problems = catalogue.check(admin);

        // then
        assertThat(problems).hasSize(6);
        assertThat(problems.get(0)).startsWith("Topic odd.control has 3 partitions where 2 are configured: ");
        assertThat(problems.get(1)).startsWith("Topic odd.control has max.message.bytes=1048588, too little");
        assertThat(problems.get(2)).startsWith("Topic odd.charges has 7 partitions where 2 are configured: ");
        assertThat(problems.get(3)).startsWith("Topic odd.charges has message.timestamp.type=CreateTime: ");
        assertThat(problems.get(4)).startsWith("Topic odd.charges has max.message.bytes=");
        assertThat(problems.get(5)).isEqualTo("Topic odd.spend has cleanup.policy=delete: set it to compact.");
    }

    @Test
    void createsNothingBesideAUsageTopicOfAnotherWidth() throws Exception {
        // given
        TopicCatalogue catalogue = catalogue("wide.");
        create(new NewTopic("wide.usage", 5, (short) 1));

        // when
        TopicCreation creation = catalogue.create(admin);

        // then
        assertThat(creation.created()).isEmpty();
        assertThat(creation.problems()).singleElement().asString().contains("wide.usage has 5 partitions");
        assertThat(admin.listTopics().names().get()).doesNotContain("wide.control");
    }

    @Test
    void stampsWithTheTimeOfArrivalAndTakesARecordOfOneMebibyte() throws Exception {
        // given: a record that claims to be of 1970, as a replay's might
        TopicCatalogue catalogue = catalogue("stamped.");
        catalogue.create(admin);
        long before = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.address(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        TopicCatalogue.MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {

            // when
            RecordMetadata stored = producer.send(
                            new ProducerRecord<>(catalogue.name(Topic.USAGE), 0, 1L, new byte[100], new byte[1 << 20]))
                    .get();

            // then
            assertThat(stored.timestamp()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void waitsForTwoReplicasWhereThereAreThree() {
        assertThat(new TopicCatalogue("p.", 1, (short) 3).config(Topic.USAGE))
                .containsEntry("min.insync.replicas", "2");
        assertThat(catalogue("p.").config(Topic.USAGE)).doesNotContainKey("min.insync.replicas");
    }

    @Test
    void refusesWhatNoClusterTakes() {
        assertThatThrownBy(() -> new TopicCatalogue("a b", 1, (short) 1)).hasMessageContaining("\"a b\"");
        assertThatThrownBy(() -> new TopicCatalogue("", 0, (short) 1)).hasMessageContaining("partitions is 0");
        assertThatThrownBy(() -> new TopicCatalogue("", 1, (short) 0)).hasMessageContaining("it is 0");
    }

    private static TopicCatalogue catalogue(String prefix) {
        return new TopicCatalogue(prefix, PARTITIONS, (short) 1);
    }

    private static String[] names(TopicCatalogue catalogue) {
        return Arrays.stream(Topic.values()).map(catalogue::name).toArray(String[]::new);
    }

    private void create(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
        Awaitility.await().until(() -> admin.listTopics().names().get().contains(topic.name()));
    }
}
