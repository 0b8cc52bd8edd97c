package io.flyball.ingest.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import java.util.List;
import java.util.function.Predicate;

/**
 * A door whose bodies are JSON: 200 (or 204) where everything was taken, 207 where a part was, 400 where nothing was, each
 * with what was refused and why.
 */
final class JsonProtocol implements DoorProtocol {
    /** Of more refusals than that the answer tells the number alone; the rejected topic has them all. */
    private static final int MAX_TOLD = 100;

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Predicate<MediaType> reads;
    private final String typesRead;
    private final HttpStatus allTaken;
    private final Mapping mapping;

    /** Reads a body into its items; never throws on any bytes. */
    @FunctionalInterface
    interface Mapping {
        List<Mapped> map(byte[] body, MediaType type, Attributes headers, long nowMs);
    }

    JsonProtocol(String name, Predicate<MediaType> reads, String typesRead, HttpStatus allTaken, Mapping mapping) {
        this.name = name;
        this.reads = reads;
        this.typesRead = typesRead;
        this.allTaken = allTaken;
        this.mapping = mapping;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(MediaType type) {
        return reads.test(type);
    }

    @Override
    public String typesRead() {
        return typesRead;
    }

    @Override
    public RejectionReason unreadable(MediaType type) {
        return RejectionReason.NOT_JSON;
    }

    @Override
    public List<Mapped> map(byte[] body, MediaType type, Attributes headers, long nowMs) {
        return mapping.map(body, type, headers, nowMs);
    }

    @Override
    public Answer stored(Receipt.Stored stored, MediaType type) {
        int taken = stored.accepted() + stored.ignored();
        if (stored.refusals().isEmpty() && allTaken.isContentAlwaysEmpty()) {
            return new Answer(allTaken, MediaType.JSON_UTF_8, HttpData.empty());
        }
        HttpStatus status =
                stored.refusals().isEmpty() ? allTaken : taken == 0 ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
        ObjectNode answer = JSON.createObjectNode();
        answer.put("accepted", stored.accepted());
        answer.put("ignored", stored.ignored());
        answer.put("refused", stored.refusals().size());
        ArrayNode told = answer.putArray("refusals");
        stored.refusals().stream().limit(MAX_TOLD).forEach(refusal -> told.addObject()
                .put("index", refusal.index())
                .put("reason", refusal.reason().wireName())
                .put("why", refusal.why()));
        return new Answer(status, MediaType.JSON_UTF_8, HttpData.ofUtf8(answer.toString()));
    }

    @Override
    public Answer refused(HttpStatus status, String sentence, MediaType type) {
        String body = JSON.createObjectNode().put("error", sentence).toString();
        return new Answer(status, MediaType.JSON_UTF_8, HttpData.ofUtf8(body));
    }
}
