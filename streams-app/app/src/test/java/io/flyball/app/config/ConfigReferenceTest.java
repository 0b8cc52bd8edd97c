package io.flyball.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.house.GeneratedPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    @Test
    void thePageOfSettingsSaysWhatTheCodeSays() throws IOException {
        // when
        String written = GeneratedPage.written("docs/config.md", ConfigReference.page());

        // then
        assertThat(written)
                .as("docs/config.md is stale: renew it with%n  %s", ConfigReference.RENEW)
                .isEqualTo(ConfigReference.page());
    }
}
