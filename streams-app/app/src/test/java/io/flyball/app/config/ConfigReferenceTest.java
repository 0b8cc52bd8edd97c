package io.flyball.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    @Test
    void thePageOfSettingsSaysWhatTheCodeSays() throws IOException {
        // given
        Path page = SharedData.projectRoot().resolve("docs/config.md");
        if (Boolean.getBoolean("flyball.renew")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigReference.page());
        }

        // when
        String written = Files.exists(page) ? Files.readString(page) : "";

        // then
        assertThat(written)
                .as("docs/config.md is stale: renew it with%n  %s", ConfigReference.RENEW)
                .isEqualTo(ConfigReference.page());
    }
}
