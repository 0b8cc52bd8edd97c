package io.flyball.app.cli;

import io.flyball.app.feed.Cluster;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.model.Person;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** The directory as the control topic of a cluster has it. */
final class DirectoryInForce {
    private DirectoryInForce() {}

    /** Everybody in it; nobody where none was imported. */
    static Collection<Person> read(Cluster cluster) {
        AvroSerde<ControlRecord> serde =
                new AvroSerde<>(cluster.registry(), cluster.topics(), Topic.CONTROL, ControlRecord.class);
        Map<String, Person> people = new HashMap<>();
        new TopicTail(cluster.client())
                .readAll(cluster.topics().name(Topic.CONTROL), record -> takeIn(record, serde, people));
        return people.values();
    }

    private static void takeIn(
            ConsumerRecord<byte[], byte[]> record, AvroSerde<ControlRecord> serde, Map<String, Person> people) {
        boolean entry = record.key() != null
                && record.value() != null
                && new String(record.key(), StandardCharsets.UTF_8).startsWith(ControlMapping.DIRECTORY + "/");
        if (!entry) {
            return;
        }
        try {
            if (ControlMapping.read(serde.deserialize(record.value())) instanceof ControlChange.DirectoryEntry change) {
                Person person = change.person();
                if (person == null) {
                    people.remove(change.user());
                } else {
                    people.put(change.user(), person);
                }
            }
        } catch (SerializationException unreadable) {
            // The topology passes it over as well, and tells on-call.
        }
    }
}
