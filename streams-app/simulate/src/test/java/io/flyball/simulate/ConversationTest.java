package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final long HOUR_MS = 3_600_000L;

    private final Chance chance = Chance.of(4);
    private final Conversation conversation = new Conversation(AgentProfile.CLAUDE_CODE, Model.OPUS, chance);

    @Test
    void readsFromTheCacheWhatItHasSentBefore() {
        // given
        UsageEvent first = callAt(0, Step.after(0));

        // when
        UsageEvent second = callAt(60_000, Step.after(60_000).growing(700));

        // then
        long sent = first.cacheReadTokens() + first.cacheWrite1hTokens();
        assertThat(second.cacheReadTokens()).isEqualTo(sent);
        assertThat(second.cacheWrite1hTokens()).isEqualTo(700);
    }

    @Test
    void writesEverythingAnewOnceTheCacheHasLapsed() {
        // given
        UsageEvent first = callAt(0, Step.after(0));

        // when
        UsageEvent late = callAt(HOUR_MS + 1, Step.after(HOUR_MS + 1).growing(700));

        // then
        assertThat(late.cacheReadTokens()).isZero();
        assertThat(late.cacheWrite1hTokens()).isEqualTo(first.cacheReadTokens() + first.cacheWrite1hTokens() + 700);
    }

    @Test
    void writesEverythingAnewWhereTheBeginningOfThePromptHasChanged() {
        // given
        callAt(0, Step.after(0));

        // when
        UsageEvent rebuilt = callAt(5_000, Step.after(5_000).growing(700).withColdCache());

        // then
        assertThat(rebuilt.cacheReadTokens()).isZero();
        assertThat(rebuilt.cacheWrite1hTokens()).isGreaterThan(29_000);
    }

    @Test
    void isCompactedBeforeItReachesTheSizeThatCostsMore() {
        // when
        long greatest = 0;
        UsageEvent last = callAt(0, Step.after(0));
        for (int i = 1; i < 60; i++) {
            last = callAt(i * 1_000L, Step.after(1_000).growing(9_000));
            greatest = Math.max(greatest, last.contextTokens());
        }

        // then
        assertThat(greatest).isBetween(140_000L, 165_100L);
        assertThat(last.contextTokens()).isLessThan(greatest);
    }

    @Test
    void aCallThatWasTurnedAwayHasNoTokens() {
        // when
        UsageEvent turnedAway = callAt(0, Step.after(0).saying(50).failing("rate_limited"));

        // then
        assertThat(turnedAway.contextTokens() + turnedAway.outputTokens()).isZero();
    }

    @Test
    void openAiBillsNoCacheWrites() {
        // given
        Conversation onCodex = new Conversation(AgentProfile.CODEX, Model.CODEX, chance);
        UsageEventBuilder call = UsageEvent.builder();

        // when
        onCodex.fill(call, 0, Step.after(0));

        // then
        UsageEvent event = call.build();
        assertThat(event.cacheWrite1hTokens() + event.cacheWrite5mTokens()).isZero();
        assertThat(event.inputTokens()).isPositive();
        assertThat(event.cacheReadTokens()).isPositive();
    }

    private UsageEvent callAt(long timeMs, Step step) {
        UsageEventBuilder call = UsageEvent.builder();
        conversation.fill(call, timeMs, step);
        return call.build();
    }
}
