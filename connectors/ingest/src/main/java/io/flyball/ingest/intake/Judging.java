package io.flyball.ingest.intake;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.Refusals;
import io.flyball.ingest.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Whether a mapped call may come in by this client, and whether it is possible at all. */
final class Judging {
    private final UnaryOperator<UsageEvent> pseudonyms;

    Judging(UnaryOperator<UsageEvent> pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** The call as it is stored, or why it is not. */
    Mapped judge(Client client, Mapped mapped, long nowMs) {
        if (!(mapped instanceof Mapped.Call call)) {
            return mapped;
        }
        UsageEvent event = call.event();
        if (!client.mayReport(event.source())) {
            return refused(
                    event,
                    RejectionReason.FORBIDDEN_SOURCE,
                    "The token of \"" + client.name() + "\" may not report usage of the source \"" + event.source()
                            + "\": use a token for that source, or add it to this one.");
        }
        RejectionReason fault = UsageValidation.check(event, nowMs);
        if (fault != null) {
            return refused(event, fault, Refusals.sentence(fault));
        }
        return new Mapped.Call(pseudonyms.apply(event));
    }

    private static Mapped refused(UsageEvent event, RejectionReason reason, String why) {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return new Mapped.Refused(
                reason, why, bytes.length, Sha256.hex(Sha256.digest().digest(bytes)));
    }
}
