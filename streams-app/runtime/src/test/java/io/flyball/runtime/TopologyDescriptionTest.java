package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names inside the topology name changelogs and state folders: a change of them loses the state of those who upgrade. */
class TopologyDescriptionTest {
    @Test
    void staysAsItIsWrittenDown() throws IOException {
        // given
        TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 4, (short) 1);
        TopologySettings settings =
                new TopologySettings(topics, TopologyFixture.HORIZON_MS, Clocking.LATER_OF_STREAM_AND_WALL);
        // when
        String described = FlyballTopology.of(settings, SchemaRegistry.inMemory())
                .describe()
                .toString();
        // then
        Path now = Path.of("target", "topology.txt");
        Files.writeString(now, described);
        assertThat(described)
                .as(
                        "the topology changed; where that is meant and running installations can take it: cp %s"
                                + " src/test/resources/topology.txt",
                        now)
                .isEqualTo(writtenDown());
    }

    private static String writtenDown() throws IOException {
        try (InputStream in = TopologyDescriptionTest.class.getResourceAsStream("/topology.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
