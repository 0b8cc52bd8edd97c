package io.flyball.app.rerate;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far a partition is, as the group's offset on it says.
 *
 * @param settled offset on control up to which changes of prices are made good
 * @param chargesBegin offset on charges from which they are this application's own; those of another one before it are
 *     none of its business
 */
record Progress(long settled, long chargesBegin) {

    /** Of an offset that {@link #offset} made; 0 and 0 where there is none. */
    static Progress of(@org.jspecify.annotations.Nullable OffsetAndMetadata offset) {
        if (offset == null) {
            return new Progress(0, 0);
        }
        boolean said = offset.metadata().matches("\\d{1,18}");
        return new Progress(offset.offset(), said ? Long.parseLong(offset.metadata()) : 0);
    }

    /** The group's offset, with where charges begin as its metadata: kept as long as the group follows control. */
    OffsetAndMetadata offset() {
        return new OffsetAndMetadata(settled, Long.toString(chargesBegin));
    }

    Progress settledUpTo(long offset) {
        return new Progress(offset, chargesBegin);
    }
}
