package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.vendor.OpenAiActuator;
import io.flyball.app.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActuatorsFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Test
    void whatIsNotWrittenIsUsualAndInDryRun() {
        ActuatorsFile.Written litellm =
                read("litellm: {url: 'http://litellm:4000/'}").get(0);

        assertThat(litellm.rules()).isEqualTo(ActuatorRules.usual("litellm"));
        assertThat(litellm.rules().mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(litellm.url()).isEqualTo("http://litellm:4000");
        assertThat(litellm.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(litellm.dimensions()).isEqualTo(Set.of("user", "team", "key"));
    }

    @Test
    void everythingCanBeWritten() {
        // when
        List<ActuatorsFile.Written> all = read("""
                litellm:
                  url: https://litellm.example
                  mode: enforce
                  dimensions: [team]
                  ids: {"team:core": t-1}
                  sessions: 3
                  floor: {requests_per_minute: 9}
                  changes_per_minute: 2
                  debounce_percent: 20
                  timeout_ms: 500
                openai:
                  projects: [{team: core, project: proj_abc, rate_limits: [rl-a, rl-b]}]
                anthropic: {mode: off, url: http://gateway.example, period: daily, headroom_cents: 7, call_cents: 3}
                """);

        // then
        ActuatorsFile.Written litellm = all.get(0);
        assertThat(litellm.rules().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(litellm.rules().floor())
                .containsEntry(LimitKind.REQUESTS_PER_MINUTE, 9L)
                .containsEntry(LimitKind.TOKENS_PER_MINUTE, 1_000_000L);
        assertThat(litellm.ids()).isEqualTo(Map.of("team:core", "t-1"));
        assertThat(litellm.rules().changesPerMinute()).isEqualTo(2);
        assertThat(all.get(1).projects())
                .isEqualTo(Map.of("core", new OpenAiActuator.Project("proj_abc", List.of("rl-a", "rl-b"))));
        assertThat(all.get(2).period()).isEqualTo("daily");
        assertThat(all.get(2).rules().mode()).isEqualTo(Mode.OFF);
        assertThat(all.get(2).rules().headroomCents()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "litellm: {}|litellm.url is missing",
                "litellm:|with nothing behind it",
                "litellm: {url: litellm:4000}|litellm.url is",
                "litellm: {url: 'http://a', mode: on}|write dry-run, enforce or off",
                "litellm: {url: 'http://a', floor: {requests_per_minute: 0}}|write 1 to",
                "litellm: {url: 'http://a', dimensions: [session]}|write some of user, team and key",
                "litellm: {url: 'http://a', ids: {ann: u-1}}|name that is no scope",
                "litellm: {url: 'http://a', period: daily}|unknown key litellm.period",
                "openai: {projects: [{team: a}]}|openai.projects[0].project is missing",
                "openai: {projects: [{team: a, project: p, rate_limits: [x]}, {team: b, project: p, rate_limits: [x]}]}|another team has",
                "anthropic: {period: hourly}|write monthly",
                "gemini: {}|unknown key gemini"
            })
    void refusesWithNameValueAndMend(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("actuators.yaml")
                .hasMessageContaining(sentence);
    }

    private List<ActuatorsFile.Written> read(String text) {
        return ActuatorsFile.read(Written.in(folder, "actuators.yaml", text).file());
    }
}
