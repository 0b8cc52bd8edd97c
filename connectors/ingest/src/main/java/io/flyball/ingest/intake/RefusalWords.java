package io.flyball.ingest.intake;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;

/** One sentence for each reason why a possible-looking call cannot be counted: what is wrong and what to send. */
public final class RefusalWords {
    private RefusalWords() {}

    /** What is wrong and what to send instead. */
    public static String of(RejectionReason reason) {
        return switch (reason) {
            case TOO_LARGE ->
                "The item or one of its ids is too large: an id has at most " + UsageValidation.MAX_ID_CHARS
                        + " characters, an item at most 1 MiB.";
            case NOT_JSON -> "This is no JSON: send one value by RFC 8259 in UTF-8.";
            case NOT_OBJECT -> "This is no JSON object: send one object per call.";
            case MISSING_EVENT_ID -> "The call has no id: send one that stays the same when it is sent again.";
            case MISSING_TIME -> "The call has no time: send when it ended.";
            case MISSING_MODEL -> "The call names no model: send the model that was asked for.";
            case MISSING_USER -> "The call names neither a user nor a key: send who pays, or give the token a user.";
            case BAD_TYPE -> "A text is of another type: send texts as strings.";
            case BAD_TIME -> "The time cannot be read: send RFC 3339 with an offset, or epoch milliseconds.";
            case BAD_NUMBER -> "A count is no whole number of 64 bits, or the cost is no decimal.";
            case NEGATIVE_COUNT -> "A count or the cost is below 0.";
            case UNKNOWN_STATUS -> "The status is not known: send ok, error, aborted or rate_limited.";
            case FUTURE_TIME -> "The call ends more than 10 minutes ahead of this machine's clock: set the clocks.";
            case BAD_PROTOBUF -> "This is not the protobuf message of this door: check content type and path.";
            case FORBIDDEN_SOURCE -> "The token may not report usage of this source.";
            case BAD_AVRO, UNKNOWN_SCHEMA, EMPTY_VALUE, NULL_VALUE, COST_OVERFLOW ->
                "The call cannot be counted (" + reason.wireName() + ").";
        };
    }
}
