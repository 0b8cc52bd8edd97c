package io.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageFormatsTest {
    @Test
    void givesAReaderForEveryNameItLists() throws UnknownFormat {
        assertThat(UsageFormats.names())
                .containsExactly("claude-code", "codex", "litellm", "native", "openmeter", "otlp");
        for (String name : UsageFormats.names()) {
            assertThat(UsageFormats.of(name)).isNotNull();
        }
    }

    @Test
    void refusesAnUnknownFormatWithTheNamesThereAre() {
        assertThatThrownBy(() -> UsageFormats.of("csv"))
                .isInstanceOf(UnknownFormat.class)
                .hasMessage(
                        "Format \"csv\" is not known: use one of claude-code, codex, litellm, native, openmeter, otlp.");
    }
}
