package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.avro.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalAuditTest {
    private static final long MINUTE_MS = 60_000;
    private static final long START_MS = 1_772_366_400_000L;

    private final List<ControlRecord> kept = new ArrayList<>();
    private final TimerOfTest timer = new TimerOfTest();
    private final RefusalAudit audit = new RefusalAudit(kept::addAll, timer, "secret", "slack", () -> timer.nowMs);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void anHourOfScanningHoldsNoForgeryBack() {
        // given: scanning for hours, so that it is told once an hour
        for (int minute = 0; minute < 240; minute++) {
            audit.refused("unsigned", "why", "a");
            timer.advance(MINUTE_MS);
        }
        kept.clear();
        // when
        audit.refused("forged", "why", "b");
        timer.advance(MINUTE_MS);
        // then
        assertThat(kept)
                .singleElement()
                .satisfies(record -> assertThat(record.getAnswer().getAction()).isEqualTo("forged"));
    }

    @Test
    void whatWaitedBeforeIsStillTold() {
        // given
        for (int minute = 0; minute < 240; minute++) {
            audit.refused("unsigned", "why", "a");
            timer.advance(MINUTE_MS);
        }
        audit.refused("forged", "why", "b");
        // when
        timer.advance(60 * MINUTE_MS);
        audit.close();
        // then
        assertThat(kept.stream()
                        .filter(record -> record.getAnswer().getAction().equals("unsigned"))
                        .mapToLong(record -> record.getAnswer().getTimes())
                        .sum())
                .isEqualTo(240);
    }

    /** A timer whose clock is moved by hand. */
    private static final class TimerOfTest extends ScheduledThreadPoolExecutor {
        private final List<Due> due = new ArrayList<>();
        private long nowMs = START_MS;

        private record Due(long atMs, Runnable task, ScheduledFuture<?> future) {}

        private TimerOfTest() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            ScheduledFuture<?> future = super.schedule(() -> {}, 1, TimeUnit.DAYS);
            due.add(new Due(nowMs + unit.toMillis(delay), task, future));
            return future;
        }

        private void advance(long byMs) {
            nowMs += byMs;
            for (Due next : List.copyOf(due)) {
                if (next.atMs() <= nowMs && due.remove(next) && !next.future().isCancelled()) {
                    next.task().run();
                }
            }
        }
    }
}
