package io.flyball.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    private static final ScopeMatch EVERY_USER = new ScopeMatch(Dimension.USER, "*");
    private static final Person ANN = new Person("ann", "payments", "", "", "", "cc-7", "");

    private static final String EVERY_KEY = """
            name: night
            zone: Asia/Kolkata
            admission_horizon: 36h
            trust_reported_cost: always
            budgets:
              - {dimension: user, match: "ci-*", period: week, amount_usd: "200.5", advise_at: 0.75, at_full: downshift}
            findings:
              burn:  [{dimension: team, match: payments, window: 24h, open_usd: "0.000000002", close_usd: "0.000000001", level: hold_new_tasks}]
              loop:  {repeats: 7, level: downshift}
              spike: {dimension: agent, floor_usd: "50", level: pace}
            ladder:
              pace: {max_requests_per_minute: 1, max_tokens_per_minute: 2, max_concurrency: 3, delay_ms: 60000, max_output_tokens: 4}
              downshift: {model_override: claude-haiku-4-5}
            exempt: ["user:ci-*", "user:key:k-robot"]
            """;

    private final Path folder;

    PolicyFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsEveryKey() {
        // given
        Written file = Written.in(folder, "policy.yaml", EVERY_KEY);

        // when
        PolicyFile read = PolicyFile.read(file.file());

        // then
        assertThat(read.policy())
                .isEqualTo(new Policy(
                        "night",
                        ZoneId.of("Asia/Kolkata"),
                        36 * 3_600_000L,
                        TrustReportedCost.ALWAYS,
                        List.of(new Policy.Budget(
                                new ScopeMatch(Dimension.USER, "ci-*"),
                                Window.WEEK,
                                200_500_000_000L,
                                new BigDecimal("0.75"),
                                Level.DOWNSHIFT)),
                        List.of(new BurnRule(
                                new ScopeMatch(Dimension.TEAM, "payments"),
                                Window.ROLLING_24H,
                                2,
                                1,
                                Level.HOLD_NEW_TASKS)),
                        new LoopRule(7, Level.DOWNSHIFT),
                        List.of(new SpikeRule(
                                new ScopeMatch(Dimension.AGENT, "*"), 50 * NanoUsd.PER_USD, Level.PACE)),
                        Map.of(
                                Level.PACE, new Limits(1, 2, 3, 60_000, "", 4),
                                Level.DOWNSHIFT, new Limits(-1, -1, -1, -1, "claude-haiku-4-5", -1)),
                        List.of(
                                new ScopeMatch(Dimension.USER, "ci-*"),
                                new ScopeMatch(Dimension.USER, "key:k-robot")),
                        FindingRules.STANDARD));
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void theExampleOfTheDesignIsTaken() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                name: default
                zone: UTC
                admission_horizon: 7d
                trust_reported_cost: unpriced_only            # never | unpriced_only | always
                budgets:
                  - {dimension: user, match: "*", period: month, amount_usd: "200", advise_at: 0.8, at_full: downshift}
                findings:
                  burn:  [{dimension: user, match: "*", window: 3d, open_usd: "4000", close_usd: "3200", level: pace}]
                  loop:  {repeats: 5, level: pace}
                  spike: {dimension: user, floor_usd: "50", level: advise}
                ladder:
                  pace: {max_requests_per_minute: 10}
                  downshift: {model_override: claude-haiku-4-5}
                exempt: ["user:ci-*"]
                """);

        // when
        PolicyFile read = PolicyFile.read(file.file());

        // then
        Policy standard = Policy.standard();
        assertThat(read.policy().zone()).isEqualTo(standard.zone());
        assertThat(read.policy().burns()).isEqualTo(standard.burns());
        assertThat(read.policy().loop()).isEqualTo(standard.loop());
        assertThat(read.policy().limits(Level.PACE)).isEqualTo(standard.limits(Level.PACE));
        assertThat(read.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: default", "findings: {}", "findings:", "{}", "ladder: {}", "budgets: []", "zone: Z"})
    void whatIsNotWrittenIsStandard(String text) {
        // given
        Written file = Written.in(folder, "policy.yaml", text);

        // when
        Policy policy = PolicyFile.read(file.file()).policy();

        // then
        assertThat(policy).isEqualTo(Policy.standard());
    }

    @Test
    void aLoopRuleAloneKeepsTheStandardBurnRule() {
        // given
        Written file = Written.in(folder, "policy.yaml", "findings: {loop: {repeats: 9}}");

        // when
        Policy policy = PolicyFile.read(file.file()).policy();

        // then
        assertThat(policy.burns()).isEqualTo(Policy.standard().burns());
        assertThat(policy.loop()).isEqualTo(new LoopRule(9, Level.PACE));
    }

    @Test
    void whatIsWrittenEmptyIsSwitchedOff() {
        // given
        Written file =
                Written.in(folder, "policy.yaml", "findings: {burn: [], loop: null, spike: }\nladder: {pace: }\n");

        // when
        Policy policy = PolicyFile.read(file.file()).policy();

        // then
        assertThat(policy.burns()).isEmpty();
        assertThat(policy.loop()).isNull();
        assertThat(policy.spikes()).isEmpty();
        assertThat(policy.ladder()).isEmpty();
    }

    @Test
    void aBurnRuleClosesAtFourFifthsAndPacesWhereItSaysNothingElse() {
        // given
        Written file = Written.in(
                folder, "policy.yaml", "findings: {burn: [{dimension: user, window: 3d, open_usd: 10.000000009}]}");

        // when
        Policy policy = PolicyFile.read(file.file()).policy();

        // then
        assertThat(policy.burns())
                .containsExactly(
                        new BurnRule(EVERY_USER, Window.ROLLING_3D, 10_000_000_009L, 8_000_000_007L, Level.PACE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            budget: []                          | unknown key budget: write budgets, or remove it.
            kill_switch: true                   | unknown key kill_switch: remove it; there is name, zone, admission_horizon, trust_reported_cost, budgets, findings, ladder, exempt.
            zone: Berlin                        | zone is "Berlin", which is no time zone: write for example UTC or Europe/Berlin.
            admission_horizon: 1w               | admission_horizon is "1w", which is no number with s, m, h or d: write for example 7d.
            admission_horizon: -1d              | admission_horizon is "-1d", which is no number with s, m, h or d: write for example 7d.
            admission_horizon: 0d               | admission_horizon is "0d", which is not more than 0 and at most 30d: write for example 7d.
            admission_horizon: 31d              | admission_horizon is "31d", which is not more than 0 and at most 30d: write for example 7d.
            trust_reported_cost: sometimes      | trust_reported_cost is "sometimes", which is no choice: write never, unpriced_only or always.
            name: [a]                           | name is a list, which is no text: write one.
            findings: [a]                       | findings is a list, which is no mapping: write key: value pairs.
            findings: {brun: []}                | unknown key findings.brun: write burn, or remove it.
            findings: {burn: x}                 | findings.burn is "x", which is no list: write its items in brackets or behind dashes.
            findings: {loop: {repeats: 1}}      | findings.loop.repeats is "1", which is no whole number of that range: write 2 to 1000.
            findings: {loop: {level: kill}}     | findings.loop.level is "kill", which is no level (there is none that cuts a task): write advise, pace, downshift or hold_new_tasks.
            findings: {loop: {level: clear}}    | findings.loop.level is "clear", which is no level (there is none that cuts a task): write advise, pace, downshift or hold_new_tasks.
            findings: {spike: {dimension: user, floor_usd: 0}} | findings.spike.floor_usd is "0", which is nothing: write more than 0.
            findings: {spike: {dimension: user}} | findings.spike.floor_usd is missing: write for example floor_usd: "4000".
            findings: {spike: [{dimension: user, floor_usd: 1}, {dimension: user, floor_usd: 2}]} | findings.spike.dimension is "user", which another spike rule has too: remove one of the two.
            budgets: [{dimension: user, period: 3d, amount_usd: 1}] | budgets.period is "3d", which is no window there: write day, week or month.
            budgets: [{dimension: user, period: day, amount_usd: lots}] | budgets.amount_usd is "lots", which is no decimal: write one such as "0.5".
            budgets: [{dimension: user, period: day, amount_usd: 1, advise_at: 80}] | budgets.advise_at is "80", which is no share of the amount: write more than 0 and at most 1.
            budgets: [{dimension: user, period: day, amount_usd: 1, at_full: stop}] | budgets.at_full is "stop", which is no level (there is none that cuts a task): write advise, pace, downshift or hold_new_tasks.
            budgets: [{dimension: user, period: day, amount_usd: 1}, {dimension: user, period: day, amount_usd: 2}] | the budget of user:* for a day is given on line 1 too: remove one of the two.
            ladder: {pace: {max_requests_per_minute: 0}}   | ladder.pace.max_requests_per_minute is "0", which is no whole number of that range: write 1 to 2147483647.
            ladder: {pace: {max_requests_per_minute: 0.5}} | ladder.pace.max_requests_per_minute is "0.5", which is no whole number of that range: write 1 to 2147483647.
            ladder: {pace: {delay_ms: 60001}}   | ladder.pace.delay_ms is "60001", which is no whole number of that range: write 0 to 60000.
            ladder: {pace: {rpm: 3}}            | unknown key ladder.pace.rpm: remove it; there is max_requests_per_minute, max_tokens_per_minute, max_concurrency, delay_ms, model_override, max_output_tokens.
            ladder: {kill: {delay_ms: 1}}       | unknown level ladder.kill (there is none that cuts a task): write pace, downshift or hold_new_tasks.
            ladder: {advise: {delay_ms: 1}}     | ladder.advise has limits, but that level slows nothing: write them under pace.
            exempt: ["ci-*"]                    | exempt has "ci-*", which is no dimension:id with at most one trailing star: write for example "user:ci-*".
            exempt: ["user:*-ci"]               | exempt has "user:*-ci", which is no dimension:id with at most one trailing star: write for example "user:ci-*".
            """)
    void refusesWhatIsWrongWithNameValueAndMend(String text, String sentence) {
        // given
        Written file = Written.in(folder, "policy.yaml", text + "\n");

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal).containsExactly("policy.yaml line 1: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dimension: user, window: 4d, open_usd: 1 | findings.burn.window is "4d", which is no window there: write 1h, 24h, 3d, 7d, 30d, day, week or month.
            dimension: user, open_usd: 1             | findings.burn.window is missing: write for example window: 30d.
            dimension: usr, window: 3d, open_usd: 1  | findings.burn.dimension is "usr", which is no dimension of spend: write user, team, agent, session, model, org, key or cost_center.
            dimension: source, window: 3d, open_usd: 1 | findings.burn.dimension is "source", which is no dimension of spend: write user, team, agent, session, model, org, key or cost_center.
            dimension: user, window: 3d, open_usd: 4000, close_usd: 4000.01 | findings.burn.close_usd is "4000.01", which is above open_usd: write that amount or less, for example 0.8 of it.
            dimension: user, window: 3d, open_usd: 1.0000000001 | findings.burn.open_usd is "1.0000000001", which has more than 9 digits after the point: write fewer.
            dimension: user, window: 3d, open_usd: 1e11 | findings.burn.open_usd is "1e11", which is more than 9.2 billion dollars: write less.
            dimension: user, window: 3d, open_usd: $5 | findings.burn.open_usd is "$5", which is no decimal: write one such as "0.5".
            dimension: user, match: "a*b", window: 3d, open_usd: 1 | findings.burn.match is "a*b", which has a star that is not its last letter: write an id, or one trailing star.
            """)
    void refusesAWrongBurnRule(String rule, String sentence) {
        // given
        Written file = Written.in(folder, "policy.yaml", "findings:\n  burn:\n    - {" + rule + "}\n");

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal).containsExactly("policy.yaml line 3: " + sentence);
    }

    @Test
    void refusesASecondBurnRuleOfTheSameMatchAndWindow() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                findings:
                  burn:
                    - {dimension: user, window: 3d, open_usd: 10}
                    - {dimension: user, match: "*", window: 3d, open_usd: 20}
                """);

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "policy.yaml line 4: the burn rule of user:* in 3d is given on line 3 too: remove one of the two.");
    }

    @Test
    void refusesBurnRulesThatMeetInAScopeWithTheSameAmounts() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                findings:
                  burn:
                    - {dimension: user, window: 3d, open_usd: 10}
                    - {dimension: user, match: ann, window: 3d, open_usd: 10, level: downshift}
                    - {dimension: team, match: a, window: 3d, open_usd: 10}
                    - {dimension: team, match: b, window: 3d, open_usd: 10}
                ladder: {downshift: {model_override: m}}
                """);

        // when
        List<String> refusal = file.refusal(PolicyFile::read);

        // then
        assertThat(refusal)
                .containsExactly(
                        "policy.yaml line 4: the burn rule of user:ann in 3d has the amounts of the one of user:* on line 3:"
                                + " give it other amounts, or remove one of the two.");
    }

    @Test
    void warnsOfRulesThatMatchNobodyInTheDirectory() {
        // given
        Written file = Written.in(folder, "policy.yaml", """
                budgets:
                  - {dimension: user, match: "an*", period: day, amount_usd: 1}
                  - {dimension: cost_center, match: cc-8, period: day, amount_usd: 1}
                findings:
                  burn:
                    - {dimension: team, match: paymnets, window: 3d, open_usd: 10}
                    - {dimension: agent, match: reviewer, window: 3d, open_usd: 10}
                exempt: ["user:ci-*"]
                """);

        // when
        List<String> warnings = PolicyFile.read(file.file(), List.of(ANN)).warnings();

        // then
        assertThat(warnings)
                .extracting(sentence -> sentence.replace(file.file().toString(), "policy.yaml"))
                .containsExactlyInAnyOrder(
                        "policy.yaml line 3: the budget of cost_center:cc-8 matches nobody in the directory: mend the id, or add the person there.",
                        "policy.yaml line 6: the burn rule of team:paymnets matches nobody in the directory: mend the id, or add the person there.",
                        "policy.yaml line 8: the exemption of user:ci-* matches nobody in the directory: mend the id, or add the person there.");
    }

    @Test
    void warnsOfALevelThatSlowsNothing() {
        // given
        Written file = Written.in(folder, "policy.yaml", "findings: {loop: {level: downshift}}\nladder: {pace: {}}\n");

        // when
        List<String> warnings = PolicyFile.read(file.file()).warnings();

        // then
        assertThat(warnings)
                .extracting(sentence -> sentence.replace(file.file().toString(), "policy.yaml"))
                .containsExactly(
                        "policy.yaml line 2: rules ask for pace, for which the ladder has no limit: write for example pace: {max_requests_per_minute: 10}.",
                        "policy.yaml line 2: rules ask for downshift, for which the ladder has no limit: write for example downshift: {model_override: some-model}.");
    }
}
