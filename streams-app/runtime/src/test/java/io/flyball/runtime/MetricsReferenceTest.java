package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    private static final Path PAGE = Path.of("../../docs/metrics.md");

    @Test
    void thePageOfMetricsSaysWhatTheCodeSays() throws IOException {
        // given
        if (Boolean.getBoolean("flyball.renew")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, MetricsReference.page());
        }

        // when
        String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";

        // then
        assertThat(written)
                .as("docs/metrics.md is stale: renew it with%n  %s", MetricsReference.RENEW)
                .isEqualTo(MetricsReference.page());
    }
}
