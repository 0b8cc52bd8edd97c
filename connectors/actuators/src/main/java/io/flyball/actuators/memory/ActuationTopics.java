package io.flyball.actuators.memory;

import io.flyball.schemas.avro.Actuation;
import org.apache.kafka.common.serialization.Serde;

/**
 * The topics that actuators need.
 *
 * @param throttle name of the topic of signals; who reads its partition 0 in the group is the one that acts
 * @param actuations name of the topic of what was done
 */
public record ActuationTopics(String throttle, String actuations, Serde<Actuation> values) {}
