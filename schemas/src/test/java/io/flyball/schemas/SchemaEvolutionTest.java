package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaEvolutionTest {
    private static final Path HISTORY = Path.of("src", "history");
    private static final Path CANDIDATES = Path.of("target", "evolution");

    static Stream<Schema> currentSchemas() {
        return Stream.of(Topic.values())
                .flatMap(topic -> topic.valueSchema().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("currentSchemas")
    void readsAndIsReadByEveryVersionEverPublished(Schema current) throws IOException {
        // given
        Files.createDirectories(CANDIDATES);
        Files.writeString(CANDIDATES.resolve(current.getName() + ".avsc"), current.toString(true) + "\n");

        // when
        List<String> problems = SchemaEvolution.problems(current, frozen(current.getName()));

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void registersTheSchemasAsTheyAreWrittenInTheirFiles() throws IOException {
        // given
        Schema.Parser parser = new Schema.Parser();
        Schema usage = parser.parse(Files.readString(Path.of("src", "main", "avro", "UsageEvent.avsc")));
        Schema charge = parser.parse(Files.readString(Path.of("src", "main", "avro", "Charge.avsc")));

        // then: no notes for Java's code generator on the wire
        assertThat(Topic.USAGE.valueSchema().orElseThrow().toString()).isEqualTo(usage.toString());
        assertThat(Topic.CHARGES.valueSchema().orElseThrow().toString()).isEqualTo(charge.toString());
    }

    @Test
    void keepsTheUsageAtTheEndOfACharge() {
        List<Schema.Field> fields = Topic.CHARGES.valueSchema().orElseThrow().getFields();

        assertThat(fields.get(fields.size() - 1).name()).isEqualTo("usage");
    }

    @Test
    void acceptsANewFieldWithADefaultOnceItIsFrozen() {
        Schema v1 = record("{\"name\":\"id\",\"type\":\"string\"}");
        Schema v2 = record("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"long\",\"default\":0}");

        assertThat(SchemaEvolution.problems(v2, List.of(v1, v2))).isEmpty();
    }

    @Test
    void noticesAChangeThatNobodyFroze() {
        Schema v1 = record("{\"name\":\"id\",\"type\":\"string\"}");
        Schema v2 = record("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"long\",\"default\":0}");

        assertThat(SchemaEvolution.problems(v2, List.of(v1)))
                .singleElement()
                .asString()
                .contains("src/history/R/v2.avsc");
    }

    @Test
    void noticesANewFieldWithoutADefault() {
        Schema v1 = record("{\"name\":\"id\",\"type\":\"string\"}");
        Schema v2 = record("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"long\"}");

        assertThat(SchemaEvolution.problems(v2, List.of(v1, v2)))
                .singleElement()
                .asString()
                .contains("cannot read what v1 wrote");
    }

    @Test
    void noticesThatAFieldOldReadersNeedIsGone() {
        Schema v1 = record("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"long\"}");
        Schema v2 = record("{\"name\":\"id\",\"type\":\"string\"}");

        assertThat(SchemaEvolution.problems(v2, List.of(v1, v2)))
                .singleElement()
                .asString()
                .contains("v1 cannot read what this one writes");
    }

    @Test
    void noticesAFieldOfAnotherType() {
        Schema v1 = record("{\"name\":\"id\",\"type\":\"string\"}");
        Schema v2 = record("{\"name\":\"id\",\"type\":\"long\"}");

        assertThat(SchemaEvolution.problems(v2, List.of(v1, v2))).hasSize(2);
    }

    private static Schema record(String fields) {
        return WireSchema.parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static List<Schema> frozen(String name) {
        List<Schema> versions = new ArrayList<>();
        for (int v = 1; Files.exists(file(name, v)); v++) {
            try {
                versions.add(WireSchema.parse(Files.readString(file(name, v))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }

    private static Path file(String name, int version) {
        return HISTORY.resolve(name).resolve("v" + version + ".avsc");
    }
}
