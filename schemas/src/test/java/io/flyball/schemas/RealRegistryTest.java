package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.flyball.schemas.testing.RegistryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealRegistryTest {
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private String url = "";

    @BeforeAll
    void start() {
        Optional<Path> home = RegistryProcess.home();
        if (home.isEmpty()) {
            LoggerFactory.getLogger(RealRegistryTest.class).warn("Skipped. {}", RegistryProcess.HOW_TO_GET_ONE);
            return;
        }
        RegistryProcess process = RegistryProcess.start(home.get());
        toClose.add(process);
        url = process.url();
    }

    @BeforeEach
    void skipWithoutARegistry() {
        assumeFalse(url.isEmpty(), RegistryProcess.HOW_TO_GET_ONE);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void givesBackEverySchemaByItsId() {
        // given
        TopicCatalogue catalogue = new TopicCatalogue("there-and-back.", 1, (short) 1);
        SchemaRegistry writer = SchemaRegistry.connect(url);
        SchemaRegistry reader = SchemaRegistry.connect(url);

        for (Topic topic : Topic.values()) {
            topic.valueSchema().ifPresent(schema -> {
                // when
                int id = writer.register(catalogue.subject(topic), schema);

                // then
                assertThat(reader.schemaById(id)).contains(schema);
                assertThat(writer.register(catalogue.subject(topic), schema)).isEqualTo(id);
            });
        }
    }

    @Test
    void letsOneProcessReadWhatAnotherWrote() {
        // given
        TopicCatalogue catalogue = new TopicCatalogue("two-processes.", 1, (short) 1);
        UsageEventCodec writer = new UsageEventCodec(SchemaRegistry.connect(url), catalogue);
        UsageEventCodec reader = new UsageEventCodec(SchemaRegistry.connect(url), catalogue);

        // when
        Decoded decoded = reader.decode(writer.encode(Samples.fullEvent()));

        // then
        assertThat(decoded).isEqualTo(new Decoded.Usage(Samples.fullEvent()));
    }

    @Test
    void saysThatAnIdIsUnknown() {
        assertThat(SchemaRegistry.connect(url).schemaById(4711)).isEmpty();
    }

    @Test
    void refusesAnIncompatibleChangeAndTakesACompatibleOne() {
        // given
        SchemaRegistry registry = SchemaRegistry.connect(url);
        String subject = "changing.usage-value";
        Schema v1 = WireSchema.parse(
                "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}");
        Schema compatible = WireSchema.parse(
                "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
                        + "{\"name\":\"n\",\"type\":\"long\",\"default\":0}]}");
        Schema withoutTheId = WireSchema.parse("{\"type\":\"record\",\"name\":\"U\",\"fields\":["
                + "{\"name\":\"n\",\"type\":\"long\",\"default\":0}]}");
        int first = registry.register(subject, v1);
        registry.requireFullCompatibility(subject);

        // when
        int second = registry.register(subject, compatible);

        // then
        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> registry.register(subject, withoutTheId))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(subject);
    }

    @Test
    void doesNotTakeAWrongAddressForAnUnknownSchema() {
        SchemaRegistry lost = SchemaRegistry.connect(url.replace("/apis/ccompat/v7", "/nowhere"));

        assertThatThrownBy(() -> lost.schemaById(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("/nowhere");
    }
}
