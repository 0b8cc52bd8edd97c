package io.flyball.schemas;

import java.util.List;

/**
 * What {@link TopicCatalogue#create} did.
 *
 * @param created names of topics that were missing and are there now
 * @param existing names of topics that were there before; left as they are
 * @param problems one sentence each on why nothing was created; empty when all went well
 */
public record TopicCreation(List<String> created, List<String> existing, List<String> problems) {
    public TopicCreation {
        created = List.copyOf(created);
        existing = List.copyOf(existing);
        problems = List.copyOf(problems);
    }
}
