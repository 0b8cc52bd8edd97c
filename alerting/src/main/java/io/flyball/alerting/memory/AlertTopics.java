package io.flyball.alerting.memory;

import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.AlertMemory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topics that alerting keeps in step: partition p of one remembers what partition p of the other told.
 *
 * @param alerts name of the alerts topic
 * @param memory name of the memory topic, with as many partitions
 */
public record AlertTopics(
        String alerts, Deserializer<Alert> alertValues, String memory, Serde<AlertMemory> memoryValues) {}
