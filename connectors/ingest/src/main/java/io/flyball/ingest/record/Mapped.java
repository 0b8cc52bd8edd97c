package io.flyball.ingest.record;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;

/** What one item of a report is: a call to be charged, a refusal, or something that is no money. */
public sealed interface Mapped {
    /** A call with disjoint token classes and with the identity its source gives it; not yet held against a clock. */
    record Call(UsageEvent event) implements Mapped {}

    /**
     * An item that ought to be a call and cannot be counted.
     *
     * @param why one sentence for whoever sent it: the field, its value where that is no content, and the mend
     * @param sizeBytes size of the item as it was sent, or as it is encoded alone
     * @param sha256Hex hash of the same bytes, so that it can be found again without being kept
     */
    record Refused(RejectionReason reason, String why, long sizeBytes, String sha256Hex) implements Mapped {}

    /**
     * An item that is no call: counted under its signal and otherwise passed over.
     *
     * @param signal its name among the source's signals, for example {@code claude_code.token.usage}; of a bounded set,
     *     since it names a metric
     */
    record Ignored(String signal, Why why) implements Mapped {
        /** Why something is not charged. */
        public enum Why {
            /** The same calls are charged from another signal of this source. */
            OTHER_SIGNAL_IS_MONEY,
            /** Says nothing of usage. */
            NO_USAGE,
            /** Repeats what calls inside it report. */
            SUM_OF_OTHERS,
            /** A gateway reports the calls of this session. */
            GATEWAY_REPORTS_IT
        }
    }

    /** A refusal that hashes the item. */
    static Refused refused(RejectionReason reason, String why, byte[] item) {
        return new Refused(reason, why, item.length, Sha256.hex(Sha256.digest().digest(item)));
    }
}
