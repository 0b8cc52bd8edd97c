package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Mapped;
import java.util.List;

/**
 * A request as far as it could be read.
 *
 * @param message without the items that could not be read
 * @param faulty those items, in order
 */
public record Decoded<T>(T message, List<Faulty> faulty) {
    /**
     * A log record, span or data point of the wrong shape.
     *
     * @param index its place among all items of the request, those of the wrong shape included, from 0
     */
    public record Faulty(int index, Mapped.Refused refusal) {}

    public Decoded {
        faulty = List.copyOf(faulty);
    }

    /** A request all of whose items could be read. */
    public static <T> Decoded<T> whole(T message) {
        return new Decoded<>(message, List.of());
    }
}
