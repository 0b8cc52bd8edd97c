package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesReferenceTest {
    private static final Path README = Chart.DIRECTORY.resolve("README.md");

    @Test
    void theReadmeListsEveryValueWithItsDefault() throws IOException {
        // given
        if (Boolean.getBoolean("flyball.renew")) {
            Files.writeString(README, ValuesReference.renewed(Files.readString(README)));
        }

        // when
        String written = Files.readString(README);

        // then
        assertThat(written)
                .as("helm/flyball/README.md is stale: renew it with%n  %s", ValuesReference.RENEW)
                .isEqualTo(ValuesReference.renewed(written));
    }

    @Test
    void everyValueInTheSchemaHasADefault() {
        ValuesReference.described().forEach((path, schema) -> assertThat(
                        ValuesReference.values().at(path.split("\\.")).value())
                .as(path)
                .isNotNull());
    }

    @Test
    void theSchemaRefusesUnknownNamesAtEveryLevel() {
        refusesUnknownNames("values", ValuesReference.schema());
    }

    private static void refusesUnknownNames(String path, Node schema) {
        if (!schema.at("properties").fields().isEmpty()) {
            Object others = schema.at("additionalProperties").value();
            // Kubernetes has resources of any name; everything else is ours to know.
            assertThat(others).as(path).isIn(path.endsWith("resources.limits") ? List.of(Map.of()) : List.of(false));
        }
        schema.at("properties").fields().forEach((name, property) -> refusesUnknownNames(path + "." + name, property));
    }
}
