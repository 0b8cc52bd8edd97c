package io.flyball.ingest.record;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.admit.UsageValidation;

/** What is said of a refused record where its source has nothing more exact to say. */
public final class Refusals {
    private Refusals() {}

    /** One sentence with the mend, for the person who sent a record of our fields. */
    public static String sentence(RejectionReason reason) {
        return switch (reason) {
            case TOO_LARGE ->
                "The record is over " + NativeRecord.MAX_BYTES + " bytes, or an id in it over "
                        + UsageValidation.MAX_ID_CHARS + " characters: send it without what is no usage.";
            case NOT_JSON -> "The record is not JSON in UTF-8: send one JSON object.";
            case NOT_OBJECT -> "The record is JSON but no object: send one JSON object.";
            case MISSING_EVENT_ID ->
                "The record has no event_id: give the id of the call, the same whenever it is sent" + " again.";
            case MISSING_TIME -> "The record has no time: give when the call ended, in RFC 3339 or epoch ms.";
            case MISSING_MODEL -> "The record has no model: give the model that was called.";
            case MISSING_USER -> "The record names neither a user nor a key: give at least one of them.";
            case BAD_TYPE ->
                "A field of the record has a value of another type: texts are texts, and actions an array of"
                        + " objects.";
            case BAD_TIME -> "The time is none: give RFC 3339 with an offset or whole epoch ms, between 1970 and 9999.";
            case BAD_NUMBER ->
                "A count is no whole number of at most 64 bits, or a reported cost no decimal: write it as"
                        + " digits.";
            case NEGATIVE_COUNT -> "A count or a reported cost is below 0: give 0 or more.";
            case UNKNOWN_STATUS -> "The status is unknown: use ok, error, aborted or rate_limited.";
            case FUTURE_TIME ->
                "The time lies more than " + UsageValidation.FUTURE_TOLERANCE_MS / 60_000
                        + " minutes ahead: set the sender's clock.";
            default -> "The record is refused as " + reason.wireName() + ".";
        };
    }
}
