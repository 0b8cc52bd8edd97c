package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.slack.RefusalTally.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTallyTest {
    private static final long NOW_MS = 1_772_366_400_000L;
    private static final long MINUTE_MS = 60_000;

    private final RefusalTally tally = new RefusalTally();

    @Test
    void aMinuteOfForgeriesIsOneBatch() {
        // given
        for (int i = 0; i < 59; i++) {
            tally.refused("forged", "why", i % 3 == 0 ? "a" : "b", NOW_MS + i * 1_000);
        }
        assertThat(tally.take(NOW_MS + 59_000)).isEmpty();
        // when
        List<Batch> batches = tally.take(tally.nextMs());
        // then
        assertThat(batches).containsExactly(new Batch("forged", "why", 59, NOW_MS, NOW_MS + 58_000, 2, "b"));
        assertThat(tally.take(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void outcomesAreCountedApart() {
        // given
        tally.refused("forged", "why", "a", NOW_MS);
        tally.refused("replayed", "other", "a", NOW_MS + 1);
        // then
        assertThat(tally.take(NOW_MS + 2 * MINUTE_MS))
                .extracting(Batch::outcome)
                .containsExactly("forged", "replayed");
    }

    @Test
    void aDayOfThemIsFewRecordsAndNoneIsLost() {
        // given
        List<Batch> kept = new ArrayList<>();
        int seconds = 86_400;
        // when
        for (int i = 0; i < seconds; i++) {
            long nowMs = NOW_MS + i * 1_000L;
            kept.addAll(tally.take(nowMs));
            tally.refused("forged", "why", "a", nowMs);
        }
        kept.addAll(tally.take(Long.MAX_VALUE));
        // then
        assertThat(kept).hasSizeLessThan(32);
        assertThat(kept.stream().mapToLong(Batch::times).sum()).isEqualTo(seconds);
    }

    @Test
    void afterARestTheNextOneIsToldWithinAMinuteAgain() {
        // given
        for (int i = 0; i < 20; i++) {
            tally.refused("forged", "why", "a", NOW_MS + i * MINUTE_MS);
            List<Batch> unused = tally.take(NOW_MS + i * MINUTE_MS);
        }
        List<Batch> unused = tally.take(Long.MAX_VALUE);
        // when
        long laterMs = NOW_MS + 600 * MINUTE_MS;
        tally.refused("forged", "why", "a", laterMs);
        // then
        assertThat(tally.nextMs()).isEqualTo(laterMs + MINUTE_MS);
    }

    @Test
    void anyNumberOfAddressesTakesBoundedRoom() {
        // when
        for (int i = 0; i < 10 * RefusalTally.MOST_ADDRESSES; i++) {
            tally.refused("forged", "why", "address-" + i, NOW_MS);
        }
        // then
        assertThat(tally.take(Long.MAX_VALUE)).singleElement().satisfies(batch -> {
            assertThat(batch.addresses()).isEqualTo(RefusalTally.MOST_ADDRESSES);
            assertThat(batch.times()).isEqualTo(10L * RefusalTally.MOST_ADDRESSES);
        });
    }
}
