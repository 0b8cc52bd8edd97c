package io.flyball.runtime;

import io.flyball.schemas.UsageHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives a rerouted record the time at which it first reached the usage topic. Of the records at hand a task takes the
 * one with the smallest timestamp, so those that made a detour go before those that came later.
 */
final class FirstIngestTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
        long first = UsageHeaders.timeMs(record.headers(), UsageHeaders.INGEST_TIME, record.timestamp());
        return first < 0 || first > record.timestamp() ? record.timestamp() : first;
    }
}
