package io.flyball.core.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageValidationTest {
    private static final long NOW_MS = 1_767_225_600_000L;

    @Test
    void findsNothingWrongWithACallOfTheFewestFields() {
        assertThat(UsageValidation.check(call().build(), NOW_MS)).isNull();
    }

    @Test
    void takesAKeyInPlaceOfAUser() {
        assertThat(UsageValidation.check(call().user("").key("k-robot").build(), NOW_MS))
                .isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossibleCalls")
    void namesTheReason(RejectionReason expected, UsageEvent event) {
        assertThat(UsageValidation.check(event, NOW_MS)).isEqualTo(expected);
    }

    static Stream<Arguments> impossibleCalls() {
        return Stream.of(
                Arguments.of(
                        RejectionReason.MISSING_EVENT_ID, call().eventId("").build()),
                Arguments.of(RejectionReason.MISSING_MODEL, call().model("").build()),
                Arguments.of(RejectionReason.MISSING_USER, call().user("").build()),
                Arguments.of(RejectionReason.BAD_TIME, call().timeMs(-1).build()),
                Arguments.of(
                        RejectionReason.BAD_TIME,
                        call().timeMs(253_402_300_800_000L).build()),
                Arguments.of(
                        RejectionReason.UNKNOWN_STATUS, call().status("melted").build()),
                Arguments.of(RejectionReason.UNKNOWN_STATUS, call().status("").build()),
                Arguments.of(
                        RejectionReason.FUTURE_TIME,
                        call().timeMs(NOW_MS + 600_001).build()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("callsWithOneNegativeNumber")
    void refusesEachNegativeNumber(UsageEvent event) {
        assertThat(UsageValidation.check(event, NOW_MS)).isEqualTo(RejectionReason.NEGATIVE_COUNT);
    }

    static Stream<UsageEvent> callsWithOneNegativeNumber() {
        return Stream.of(
                        call().inputTokens(-1),
                        call().cacheReadTokens(-1),
                        call().cacheWrite5mTokens(-1),
                        call().cacheWrite1hTokens(-1),
                        call().outputTokens(-1),
                        call().reasoningTokens(-1),
                        call().webSearchRequests(-1),
                        call().audioInputTokens(-1),
                        call().audioOutputTokens(-1),
                        call().images(Long.MIN_VALUE),
                        call().reportedContextTokens(-2),
                        call().latencyMs(-2),
                        call().attempt(-2),
                        call().reportedCostUsd(new BigDecimal("-0.0000000001")))
                .map(UsageEventBuilder::build);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 253_402_300_799_999L})
    void takesTheFirstAndTheLastPossibleTime(long timeMs) {
        assertThat(UsageValidation.check(call().timeMs(timeMs).build(), Long.MAX_VALUE))
                .isNull();
    }

    @Test
    void takesATimeExactlyTheToleranceAhead() {
        UsageEvent event =
                call().timeMs(NOW_MS + UsageValidation.FUTURE_TOLERANCE_MS).build();

        assertThat(UsageValidation.check(event, NOW_MS)).isNull();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("callsWithOneHugeId")
    void refusesAnIdThatNoTopicHasRoomFor(UsageEvent event) {
        assertThat(UsageValidation.check(event, NOW_MS)).isEqualTo(RejectionReason.TOO_LARGE);
    }

    static Stream<UsageEvent> callsWithOneHugeId() {
        String huge = "x".repeat(UsageValidation.MAX_ID_CHARS + 1);
        return Stream.of(
                        call().eventId(huge),
                        call().user(huge),
                        call().key(huge),
                        call().model(huge),
                        call().team(huge),
                        call().agent(huge),
                        call().session(huge),
                        call().org(huge),
                        call().costCenter(huge))
                .map(UsageEventBuilder::build);
    }

    @Test
    void takesTheLongestId() {
        assertThat(UsageValidation.check(
                        call().user("x".repeat(UsageValidation.MAX_ID_CHARS)).build(), NOW_MS))
                .isNull();
    }

    @Test
    void givesTheFirstReasonWhereAllHold() {
        // given a call that breaks every rule, mended one by one in the order of the reasons
        UsageEventBuilder call =
                UsageEvent.builder().timeMs(-1).inputTokens(-1).status("melted").reportedContextTokens(Long.MIN_VALUE);

        // when, then
        assertThat(reason(call)).isEqualTo(RejectionReason.MISSING_EVENT_ID);
        assertThat(reason(call.eventId("e"))).isEqualTo(RejectionReason.MISSING_MODEL);
        assertThat(reason(call.model("m"))).isEqualTo(RejectionReason.MISSING_USER);
        assertThat(reason(call.user("ann"))).isEqualTo(RejectionReason.BAD_TIME);
        assertThat(reason(call.timeMs(NOW_MS + 600_001))).isEqualTo(RejectionReason.NEGATIVE_COUNT);
        assertThat(reason(call.inputTokens(0).reportedContextTokens(-1))).isEqualTo(RejectionReason.UNKNOWN_STATUS);
        assertThat(reason(call.status("rate_limited"))).isEqualTo(RejectionReason.FUTURE_TIME);
        assertThat(reason(call.timeMs(NOW_MS))).isNull();
    }

    @Test
    void findsEveryReasonByItsWireName() {
        assertThat(Arrays.stream(RejectionReason.values()).map(r -> RejectionReason.ofWireName(r.wireName())))
                .containsExactly(RejectionReason.values());
        assertThat(RejectionReason.ofWireName("melted")).isNull();
    }

    private static @Nullable RejectionReason reason(UsageEventBuilder call) {
        return UsageValidation.check(call.build(), NOW_MS);
    }

    private static UsageEventBuilder call() {
        return UsageEvent.builder()
                .eventId("e-1")
                .timeMs(NOW_MS)
                .model("claude-opus-4-6")
                .user("ann");
    }
}
