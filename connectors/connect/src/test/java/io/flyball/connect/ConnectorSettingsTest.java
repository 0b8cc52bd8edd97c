package io.flyball.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorSettingsTest {
    private static final Map<String, String> GOOD =
            Map.of("admin.key", "sk-ant-admin01-x", "registry.url", "http://registry:8081");

    @Test
    void needsNoMoreThanAKeyAndARegistry() {
        ConnectorSettings settings = new ConnectorSettings(Provider.ANTHROPIC, GOOD);

        assertThat(problems(GOOD)).isEmpty();
        assertThat(settings.baseUrl()).isEqualTo("https://api.anthropic.com");
        assertThat(settings.reportNames()).containsExactly("messages", "cost_report");
        assertThat(settings.plan(86_400_000L * 100 + 5).firstMs()).isEqualTo(86_400_000L * 69);
        assertThat(settings.plan(0).pollEveryMs()).isEqualTo(300_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin.key          | ' '                       | is empty or has blanks in it",
                "base.url           | http://api.example.com    | would send the key in the clear: write https://api.example.com",
                "base.url           | https://a.example/v1      | write it without a path",
                "base.url           | api.example.com           | write for example https://api.example.com",
                "registry.url       | registry:8081             | write for example",
                "topic.prefix       | a b                       | write for example",
                "reports            | messages,costs            | write one or several of [messages, cost_report]",
                "reports            | messages,messages         | messages",
                "revision.days      | 99                        | no more than 31",
                "lookback.days      | -1                        | at least 0",
                "poll.interval.ms   | 0                         | at least 1",
            })
    void refusesInOneSentenceWithNameValueAndMend(String name, String value, String words) {
        // given
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(name, value);

        // when // then
        assertThat(problems(settings)).singleElement().asString().contains(name).contains(words);
    }

    @Test
    void showsTheKeyNowhere() {
        ConfigDef definition = new AnthropicUsageConnector().config();

        assertThat(definition.configKeys())
                .hasEntrySatisfying("admin.key", key -> assertThat(key.type()).isEqualTo(ConfigDef.Type.PASSWORD));
        assertThat(definition.parse(GOOD).toString()).doesNotContain("admin01");
        assertThat(problems(Map.of("admin.key", "two words", "registry.url", "http://r"))
                        .toString())
                .doesNotContain("two words");
    }

    @Test
    void documentsEverySetting() {
        assertThat(new OpenAiUsageConnector().config().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    @Test
    void sharesReportsAmongTasksUpToTheirNumber() {
        // given
        OpenAiUsageConnector connector = new OpenAiUsageConnector();
        connector.start(GOOD);

        // then
        assertThat(connector.taskConfigs(2))
                .extracting(task -> task.get("reports"))
                .containsExactly("completions,embeddings", "costs");
        assertThat(connector.taskConfigs(9)).hasSize(3);
    }

    private static List<String> problems(Map<String, String> settings) {
        return new AnthropicUsageConnector()
                .validate(settings).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }
}
