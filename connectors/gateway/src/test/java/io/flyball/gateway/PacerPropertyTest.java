package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static io.flyball.gateway.SignalJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PacerPropertyTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final int THREADS = 4;
    private static final long FAR_MS = NOW_MS + 100 * 86_400_000L;

    @Property(tries = 30)
    void threadsTogetherPassNoMoreThanTheRateAndItsBurstInAnyWindow(
            @ForAll @IntRange(min = 1, max = 600) int perMinute, @ForAll long seed) throws Exception {
        // given
        Pacer pacer = pacer("'max_requests_per_minute':" + perMinute);
        AtomicLong clockNanos = new AtomicLong();
        List<Long> passes = Collections.synchronizedList(new ArrayList<>());
        // when
        inThreads(4, thread -> {
            Random random = new Random(seed + thread);
            int done = 0;
            while (done < 25) {
                long nowNanos = clockNanos.addAndGet((long) (random.nextDouble() * 8 * SECOND_NANOS));
                Decision decision = decide(pacer, "s1", OnDelay.WAIT, nowNanos);
                assertThat(decision.delayMs()).isBetween(0L, 60_000L);
                if (decision.isAdmitted()) {
                    done++;
                    passes.add(nowNanos + decision.delayMs() * 1_000_000);
                } else {
                    clockNanos.addAndGet(decision.retryAfterSeconds() * SECOND_NANOS);
                }
            }
        });
        // then
        assertNeverMoreThan(passes, perMinute, 0);
    }

    @Property(tries = 100)
    void callsThatAreSentAwayAllPassInTheEndAndKeepToTheRate(
            @ForAll @IntRange(min = 1, max = 120) int perMinute,
            @ForAll @IntRange(min = 1, max = 40) int clients,
            @ForAll long seed) {
        // given
        Pacer pacer = pacer("'max_requests_per_minute':" + perMinute);
        Random random = new Random(seed);
        PriorityQueue<Long> comes = new PriorityQueue<>(Comparator.naturalOrder());
        for (int i = 0; i < clients; i++) {
            comes.add((long) (random.nextDouble() * 10 * SECOND_NANOS));
        }
        List<Long> passes = new ArrayList<>();
        int asked = 0;
        // when
        while (!comes.isEmpty() && asked++ < 100_000) {
            long nowNanos = comes.poll();
            Decision decision = decide(pacer, "s1", OnDelay.RETRY, nowNanos);
            if (decision.isAdmitted()) {
                passes.add(nowNanos);
            } else {
                assertThat(decision.retryAfterSeconds()).isBetween(1L, 60L);
                comes.add(nowNanos
                        + decision.retryAfterSeconds() * SECOND_NANOS
                        + (long) (random.nextDouble() * 8 * SECOND_NANOS));
            }
        }
        // then
        assertThat(passes).hasSize(clients);
        assertNeverMoreThan(passes, perMinute, SessionPace.CLAIM_NANOS);
    }

    @Property(tries = 100)
    void aSessionHasACallAMinuteWhateverIsAsked(
            @ForAll @IntRange(min = 1, max = 100) int perMinute,
            @ForAll @IntRange(min = 1, max = 100_000) int tokensPerMinute,
            @ForAll @IntRange(max = 60_000) int delayMs,
            @ForAll @LongRange(max = 10_000_000) long tokens) {
        // given
        Pacer pacer = pacer("'max_requests_per_minute':" + perMinute + ",'max_tokens_per_minute':" + tokensPerMinute
                + ",'max_concurrency':1,'delay_ms':" + delayMs);
        Call call = Call.builder().user("ann").session("s1").build();
        long nowNanos = 0;
        // when
        for (int i = 0; i < 20; i++) {
            Decision decision = pacer.decide(call, OnDelay.WAIT, false, NOW_MS + nowNanos / 1_000_000, nowNanos);
            // then
            assertThat(decision.isAdmitted()).isTrue();
            assertThat(decision.delayMs()).isLessThanOrEqualTo(60_000);
            nowNanos += decision.delayMs() * 1_000_000;
            pacer.ended(call, tokens, nowNanos);
        }
    }

    @Property(tries = 30)
    void aRunningTaskFinishesEveryStepWithinItsAllowanceWithoutAWait(
            @ForAll @IntRange(min = 1, max = 200) int allowance, @ForAll @IntRange(min = 1, max = 8) int threads)
            throws Exception {
        // given
        ThrottleTable table = new ThrottleTable();
        Pacer pacer = new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);
        decide(pacer, "running", OnDelay.WAIT, 0);
        apply(table, "hold_new_tasks", "", "'task_allowance':" + allowance + ",");
        int each = allowance / threads;
        // when
        inThreads(threads, thread -> {
            for (int i = 0; i < each; i++) {
                Decision step = decide(pacer, "running", OnDelay.RETRY, 1);
                Decision begins = decide(pacer, "new-" + thread + "-" + i, OnDelay.RETRY, 1);
                // then
                assertThat(step.action()).isEqualTo(Action.PASS);
                assertThat(begins.action()).isEqualTo(Action.HOLD);
            }
        });
    }

    @Property(tries = 500, generation = GenerationMode.RANDOMIZED)
    void callsAtTheSameTimeDoNotStretchAnAllowance(@ForAll @IntRange(max = 6) int allowance) throws Exception {
        // given
        ThrottleTable table = new ThrottleTable();
        Pacer pacer = new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);
        decide(pacer, "running", OnDelay.WAIT, 0);
        apply(table, "hold_new_tasks", "", "'task_allowance':" + allowance + ",");
        CyclicBarrier together = new CyclicBarrier(THREADS);
        AtomicLong atOnce = new AtomicLong();
        // when
        inThreads(THREADS, thread -> {
            meet(together);
            for (int i = 0; i < 4; i++) {
                if (decide(pacer, "running", OnDelay.RETRY, 1).action() == Action.PASS) {
                    atOnce.incrementAndGet();
                }
            }
        });
        // then one more: past the allowance a task has one call a minute
        assertThat(atOnce.get()).isEqualTo(allowance + 1);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 200)
    void whatHasLapsedSlowsNobody(@ForAll @LongRange(min = 1, max = 1_000_000) long sinceMs, @ForAll long seed) {
        // given
        String[] levels = {"advise", "pace", "downshift", "hold_new_tasks"};
        ThrottleTable table = new ThrottleTable();
        Pacer pacer = new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);
        apply(table, levels[new Random(seed).nextInt(4)], "'max_requests_per_minute':1,'delay_ms':60000", "");
        Call call = Call.builder().user("ann").session("s1").build();
        pacer.decide(call, OnDelay.WAIT, false, NOW_MS, 0);
        // when
        Decision decision = pacer.decide(call, OnDelay.WAIT, false, FAR_MS + sinceMs - 1, 1);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
        assertThat(decision.level()).isEqualTo(ThrottleLevel.CLEAR);
    }

    private static void assertNeverMoreThan(List<Long> passes, int perMinute, long lateNanos) {
        List<Long> sorted = new ArrayList<>(passes);
        Collections.sort(sorted);
        for (int from = 0; from < sorted.size(); from++) {
            for (int upto = from; upto < sorted.size(); upto++) {
                // one ms for the rounding of delays
                long windowNanos = sorted.get(upto) - sorted.get(from) + lateNanos + 1_000_000;
                long most = RateSlots.burst(perMinute) + windowNanos * perMinute / MINUTE_NANOS + 1;
                assertThat((long) upto - from + 1).isLessThanOrEqualTo(most);
            }
        }
    }

    private static Pacer pacer(String limits) {
        ThrottleTable table = new ThrottleTable();
        apply(table, "pace", limits, "");
        return new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);
    }

    private static void apply(ThrottleTable table, String level, String limits, String more) {
        table.apply(
                "user:ann",
                bytes("{'scope':'user:ann','sequence':1,'level':'" + level + "','limits':{" + limits + "}," + more
                        + "'valid_until':'" + Instant.ofEpochMilli(FAR_MS) + "'}"));
    }

    private static Decision decide(Pacer pacer, String session, OnDelay onDelay, long nowNanos) {
        Call call = Call.builder().user("ann").session(session).build();
        return pacer.decide(call, onDelay, false, NOW_MS + nowNanos / 1_000_000, nowNanos);
    }

    /** What one of several threads does. */
    private interface Work {
        void of(int thread);
    }

    private static void inThreads(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit(() -> work.of(thread)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
