package io.flyball.app.node;

import io.flyball.actuators.memory.Served;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.util.List;

/**
 * Limits that are set at vendors.
 *
 * @param served the actuators and what each may do
 * @param registry asked with the first change that is written down
 * @param groupId the group whose members agree on who acts; also the transactional id
 */
public record ActuatorSettings(List<Served> served, SchemaRegistry registry, TopicCatalogue topics, String groupId) {
    public ActuatorSettings {
        served = List.copyOf(served);
    }
}
