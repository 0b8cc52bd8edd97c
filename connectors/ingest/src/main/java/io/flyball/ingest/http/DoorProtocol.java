package io.flyball.ingest.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import java.util.List;

/** What is a door's own: the bodies it reads, and how its protocol words answers. */
interface DoorProtocol {
    /** The door in metrics and in the coordinates of what is refused. */
    String name();

    /** Whether bodies of that content type are read here. */
    boolean reads(MediaType type);

    /** The types it reads, for a person. */
    String typesRead();

    /** What a body that cannot be read as a whole is refused for. */
    RejectionReason unreadable(MediaType type);

    /**
     * The items of a body, in order.
     *
     * @throws UnreadableBody where it is not even the envelope of items
     */
    List<Mapped> map(byte[] body, MediaType type, Attributes headers, long nowMs) throws UnreadableBody;

    /** The answer to a request that Kafka has all of. */
    Answer stored(Receipt.Stored stored, MediaType type);

    /** The answer to a request of which nothing is counted. */
    Answer refused(HttpStatus status, String sentence, MediaType type);

    /** An answer in the protocol's own form. */
    record Answer(HttpStatus status, MediaType type, HttpData body) {}

    /** The body is not what its content type says. */
    final class UnreadableBody extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableBody(String why) {
            super(why, null, false, false);
        }
    }
}
