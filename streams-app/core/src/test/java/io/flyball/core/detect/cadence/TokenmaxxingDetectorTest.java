package io.flyball.core.detect.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Volume for its own sake, five hours of it. */
class TokenmaxxingDetectorTest {
    private static final long START_MS = 1_772_445_600_000L;
    private static final long MINUTE_MS = 60_000L;
    private static final long COST = 10_000_000;

    private final TokenmaxxingDetector detector = new TokenmaxxingDetector(new TokenmaxxingRule(5, Level.ADVISE));
    private final Cadence user = new Cadence();
    private final Cadence session = new Cadence();
    private final Cadence anotherSession = new Cadence();
    private final List<TokenmaxxingSighting> sightings = new ArrayList<>();

    @Test
    void tellsASessionThatHasGoneOnLikeAClockForFiveHours() {
        // when
        for (int minute = 0; minute <= 300; minute++) {
            call(session, minute, 8_000, 250);
        }
        // then
        assertThat(sightings)
                .containsExactly(
                        new TokenmaxxingSighting(START_MS + 300 * MINUTE_MS, 5, 300, 300 * COST, 8_000, 250, 95));
    }

    @Test
    void saysNothingAfterFour() {
        // when
        for (int minute = 0; minute < 300; minute++) {
            call(session, minute, 8_000, 250);
        }
        // then
        assertThat(sightings).isEmpty();
    }

    @Test
    void saysItAgainWithEveryFurtherHour() {
        // when
        for (int minute = 0; minute <= 420; minute++) {
            call(session, minute, 8_000, 250);
        }
        // then
        assertThat(sightings).extracting(TokenmaxxingSighting::hours).containsExactly(5L, 6L, 7L);
    }

    @Test
    void tellsAUserWhoseSessionsTakeTurns() {
        // when: each session has half the calls, thirty an hour
        for (int minute = 0; minute <= 300; minute++) {
            call(minute % 2 == 0 ? session : anotherSession, minute, 8_000, 250);
        }
        // then
        assertThat(sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.calls()).isEqualTo(300);
            assertThat(sighting.hours()).isEqualTo(5);
        });
    }

    @Test
    void tellsAUserWhoNamesNoSession() {
        // when
        for (int minute = 0; minute <= 300; minute++) {
            call(null, minute, 8_000, 250);
        }
        // then
        assertThat(sightings).hasSize(1);
    }

    @Test
    void tellsASessionWhoseUserDoesOtherThingsBeside() {
        // when
        for (int minute = 0; minute <= 300; minute++) {
            call(session, minute, 8_000, 250);
            call(anotherSession, minute, minute % 7 * 20_000, minute % 5 * 900);
        }
        // then
        assertThat(sightings).singleElement().satisfies(sighting -> assertThat(sighting.calls())
                .isEqualTo(300));
    }

    @Test
    void saysNothingOfPeopleWhoseCallsDiffer() {
        // when
        for (int minute = 0; minute <= 900; minute++) {
            call(session, minute, 2_000 + minute % 60 * 1_000, minute % 11 * 100);
        }
        // then
        assertThat(sightings).isEmpty();
    }

    @Test
    void saysWhatWasDoneAndWhatToDo() {
        // given
        Scope ann = new Scope(Dimension.USER, "ann");
        // when
        Finding finding = new TokenmaxxingSighting(START_MS, 5, 300, 3_000_000_000L, 8_000, 250, 95).opened("id", ann);
        // then
        assertThat(finding.kind()).isEqualTo(FindingKind.TOKENMAXXING);
        assertThat(finding.text())
                .isEqualTo(
                        "user:ann has made 300 calls of about 8000 tokens in and 250 out for 5 hours without a break,"
                                + " like a clock, for $3.00: if nothing comes of them, stop them; if it is a batch, run it on a"
                                + " service account that is exempt.");
        assertThat(finding.evidence())
                .containsEntry("hours", "5")
                .containsEntry("calls", "300")
                .containsEntry("cost_nano_usd", "3000000000")
                .containsEntry("context_tokens_of_a_call", "8000")
                .containsEntry("output_tokens_of_a_call", "250")
                .containsEntry("confidence_percent", "95");
    }

    private void call(@Nullable Cadence of, int minute, long context, long output) {
        UsageEvent call = UsageEvent.builder()
                .eventId("e")
                .timeMs(START_MS + minute * MINUTE_MS)
                .model("m")
                .user("ann")
                .inputTokens(context)
                .outputTokens(output)
                .build();
        TokenmaxxingSighting sighting = detector.observe(user, of, call, COST);
        if (sighting != null) {
            sightings.add(sighting);
        }
    }
}
