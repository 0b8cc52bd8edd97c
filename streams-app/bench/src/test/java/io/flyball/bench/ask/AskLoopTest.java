package io.flyball.bench.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class AskLoopTest {
    private static final int SIGNALS = 1_000;
    private static final int CONNECTIONS = 3;
    private static final int REQUESTS = 20;
    private static final Duration LENGTH = Duration.ofMillis(500);
    private static final int PER_SECOND = (int) (REQUESTS * 1_000 / LENGTH.toMillis());
    private static final Executor ELSEWHERE = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

    private final List<Integer> asked = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    @Test
    void aRequestsTimeCountsFromWhenItWasDueThoughItWaitsForAConnection() {
        // given a door that answers nothing until the schedule is over
        CompletableFuture<Asker.Said> atTheEnd = new CompletableFuture<>();
        // when
        AskResult result = bySchedule(user -> {
            if (mostUnderWay.get() == CONNECTIONS) {
                CompletableFuture.delayedExecutor(LENGTH.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> atTheEnd.complete(Asker.Said.CLEAR));
            }
            return atTheEnd.copy();
        });
        // then
        assertThat(result.answered()).isEqualTo(REQUESTS);
        assertThat(result.nanos().getTotalCount()).isEqualTo(REQUESTS);
        assertThat(result.slowestMs()).isGreaterThanOrEqualTo(LENGTH.toMillis() * 0.9);
        assertThat(mostUnderWay).hasValue(CONNECTIONS);
    }

    @Test
    void halfOfTheCallersMayHaveASignal() {
        // when
        AskResult result = bySchedule(
                user -> CompletableFuture.completedFuture(user < SIGNALS ? Asker.Said.CONCERNED : Asker.Said.CLEAR));
        // then
        assertThat(result.answered()).isEqualTo(REQUESTS);
        assertThat(result.concerned()).isBetween(REQUESTS / 5L, REQUESTS * 4L / 5);
        assertThat(asked).hasSize(REQUESTS);
    }

    @Test
    void aRateWithAnAnswerThatFailedIsNotSustained() {
        // when
        AskResult result = bySchedule(
                user -> CompletableFuture.completedFuture(asked.size() == 1 ? Asker.Said.NOTHING : Asker.Said.CLEAR));
        // then
        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.answered()).isEqualTo(REQUESTS - 1);
        assertThat(result.sustained(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void withoutAScheduleEachConnectionAsksAgainWhenItHasItsAnswer() {
        // when
        AskResult result;
        try (AskLoop loop = loop(user -> CompletableFuture.supplyAsync(() -> Asker.Said.CLEAR, ELSEWHERE))) {
            result = loop.asFastAsAnswered(LENGTH);
        }
        // then
        assertThat(result.answered()).isGreaterThan(CONNECTIONS).isEqualTo(asked.size());
        assertThat(mostUnderWay).hasValue(CONNECTIONS);
        assertThat(result.wallNanos()).isGreaterThanOrEqualTo(LENGTH.toNanos());
    }

    private AskResult bySchedule(IntFunction<CompletableFuture<Asker.Said>> answers) {
        try (AskLoop loop = loop(answers)) {
            return loop.bySchedule(PER_SECOND, LENGTH);
        }
    }

    private AskLoop loop(IntFunction<CompletableFuture<Asker.Said>> answers) {
        return new AskLoop(new Door(answers), SIGNALS, CONNECTIONS);
    }

    /** Counts what is under way. */
    private final class Door implements Asker {
        private final IntFunction<CompletableFuture<Said>> answers;

        private Door(IntFunction<CompletableFuture<Said>> answers) {
            this.answers = answers;
        }

        @Override
        public CompletableFuture<Said> ask(int user) {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            synchronized (asked) {
                asked.add(user);
            }
            return answers.apply(user).whenComplete((said, e) -> underWay.decrementAndGet());
        }

        @Override
        public void close() {}
    }
}
