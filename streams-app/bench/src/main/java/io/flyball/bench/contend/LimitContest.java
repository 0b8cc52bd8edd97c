package io.flyball.bench.contend;

import io.flyball.bench.traffic.BenchTopics;
import io.flyball.core.model.UsageEvent;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.UsageEventCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A bare consumer: decodes, and sums tokens by user, team and agent in a map on the heap. Nothing survives it. It reads
 * the topic several times over, since once takes it about a second; the first time is left out of the measure.
 */
final class LimitContest implements Contest {
    private static final int MEASURED_PASSES = 4;

    @Override
    public Measured run(BenchTopics topics, RoundPlan plan) {
        pass(topics, plan, 1);
        Stopwatch stopwatch = new Stopwatch();
        pass(topics, plan, MEASURED_PASSES);
        return stopwatch.stop("limit", plan.events() * MEASURED_PASSES);
    }

    private static void pass(BenchTopics topics, RoundPlan plan, int times) {
        AtomicLong counted = new AtomicLong();
        InParallel.run(plan.threads(), thread -> counted.addAndGet(readShare(topics, plan, thread, times)));
        if (counted.get() != plan.events() * times) {
            throw new IllegalStateException("Expected the limit to count " + plan.events() * times
                    + " events, but it counted " + counted.get());
        }
    }

    private static long readShare(BenchTopics topics, RoundPlan plan, int thread, int times) {
        UsageEventCodec codec = new UsageEventCodec(topics.registry(), topics.catalogue());
        Map<String, long[]> sums = new HashMap<>();
        long calls = 0;
        try (PartitionReader reader = new PartitionReader(topics, plan.roundId(), thread, plan.threads())) {
            long size = reader.size();
            for (int time = 0; time < times; time++) {
                reader.rewind();
                for (long read = 0; read < size; ) {
                    for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                        sum(codec, record.value(), sums);
                        read++;
                        calls++;
                    }
                }
            }
        }
        return calls;
    }

    private static void sum(UsageEventCodec codec, byte[] value, Map<String, long[]> sums) {
        if (!(codec.decode(value) instanceof Decoded.Usage usage)) {
            throw new IllegalStateException("Expected every record of the benchmark to be readable, but one is not");
        }
        UsageEvent call = usage.event();
        long tokens = call.inputTokens() + call.cacheReadTokens() + call.outputTokens();
        add(sums, call.user(), tokens);
        add(sums, call.team(), tokens);
        add(sums, call.agent(), tokens);
    }

    private static void add(Map<String, long[]> sums, String key, long tokens) {
        sums.computeIfAbsent(key, k -> new long[1])[0] += tokens;
    }
}
