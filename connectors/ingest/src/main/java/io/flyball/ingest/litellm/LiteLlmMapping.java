package io.flyball.ingest.litellm;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.JsonBody;
import io.flyball.ingest.record.JsonLeaves;
import io.flyball.ingest.record.Mapped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * LiteLLM's records of calls: the standard logging payload that its {@code generic_api} callback posts, in its present
 * and in its oldest form, and rows of its table of spend logs. Both name a call by the same id, so one that came by the
 * webhook and comes again in a backfill is one, as long as both name the same payer. Thread-safe.
 */
public final class LiteLlmMapping {
    /** Of {@code source} in every call. */
    public static final String SOURCE = "litellm";

    /** A payload may carry a whole conversation; what is over this is more than any model reads. */
    static final int MAX_ITEM_BYTES = 1 << 26;

    private final JsonLeaves leaves;
    private final IdentityRules rules;
    private final LongAdder inconsistent = new LongAdder();

    public LiteLlmMapping(IdentityRules rules) {
        this.rules = rules;
        this.leaves = LiteLlmPaths.leaves(rules);
    }

    /**
     * The records of one request, whether an array, one a line or a single one; never throws on any bytes.
     *
     * @param headers of the request; they say who pays where no record does
     * @param nowMs the clock that times are held against, epoch ms
     */
    public List<Mapped> map(byte[] body, Attributes headers, long nowMs) {
        return JsonBody.map(body, MAX_ITEM_BYTES, item -> one(item, headers, nowMs));
    }

    /** How many calls so far had more cached or audio tokens than tokens; of those the total was taken as uncached. */
    public long inconsistentUsages() {
        return inconsistent.sum();
    }

    /** One record: a payload, or a row of the spend logs as an object. */
    Mapped one(byte[] item, Attributes headers, long nowMs) {
        if (isNull(item)) { // what LiteLLM queues where it could not make a payload
            return new Mapped.Ignored("litellm.null", Mapped.Ignored.Why.NO_USAGE);
        }
        JsonLeaves.Result result = leaves.read(item);
        RejectionReason reason = result.reason();
        if (reason != null) {
            String why = reason == RejectionReason.NOT_OBJECT
                    ? "The record is JSON but no object: LiteLLM sends each call as one object."
                    : "The record is not JSON in UTF-8: set log_format to json_array, ndjson or single.";
            return Mapped.refused(reason, why, item);
        }
        return new LiteLlmCall(result, headers, rules, inconsistent).map(item, nowMs);
    }

    /** One row of the spend logs by its columns; {@code item} is the row as it stands in its file. */
    Mapped row(Map<String, String> columns, byte[] item, Attributes headers, long nowMs) {
        return new LiteLlmCall(leaves.ofTexts(columns), headers, rules, inconsistent).map(item, nowMs);
    }

    private static boolean isNull(byte[] item) {
        return item.length == 4 && new String(item, StandardCharsets.ISO_8859_1).equals("null");
    }
}
