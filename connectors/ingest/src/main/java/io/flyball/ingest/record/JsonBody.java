package io.flyball.ingest.record;

import io.flyball.core.admit.RejectionReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A request's body that holds one JSON object, an array of them, or one a line, told apart by its bytes: senders name
 * all three {@code application/json}. One result an item, in order; a body in which there is no item at all is one
 * refusal.
 */
public final class JsonBody {
    /** What comes after so many items is refused as one: an item of two bytes must not cost two hundred of memory. */
    public static final int MAX_ITEMS = 50_000;

    private JsonBody() {}

    /**
     * Maps every item; memory is some multiple of the body.
     *
     * @param maxItemBytes a greater item is refused unread
     * @param mapper gets the bytes of one item, of whatever they may consist
     */
    public static List<Mapped> map(byte[] body, int maxItemBytes, Function<byte[], Mapped> mapper) {
        JsonItems items = new JsonItems(new ByteArrayInputStream(body), maxItemBytes);
        List<Mapped> mapped = new ArrayList<>();
        try {
            while (mapped.size() < MAX_ITEMS && items.next()) {
                mapped.add(one(items, maxItemBytes, mapper));
            }
            if (mapped.size() == MAX_ITEMS && items.next()) {
                mapped.add(new Mapped.Refused(
                        RejectionReason.TOO_LARGE,
                        "The body holds more than " + MAX_ITEMS
                                + " records: the rest was not read, send it in further requests.",
                        body.length,
                        Sha256.hex(Sha256.digest().digest(body))));
            }
        } catch (IOException impossible) {
            throw new AssertionError("bytes in memory can be read", impossible);
        }
        return wholeUnreadable(items, mapped) ? List.of(unreadable(body)) : mapped;
    }

    private static Mapped one(JsonItems items, int maxItemBytes, Function<byte[], Mapped> mapper) {
        if (items.broken() != null) {
            return new Mapped.Refused(
                    RejectionReason.NOT_JSON,
                    "This element is not JSON: " + items.broken() + ".",
                    items.sizeBytes(),
                    items.sha256Hex());
        }
        if (items.tooLarge()) {
            return new Mapped.Refused(
                    RejectionReason.TOO_LARGE,
                    "The record has " + items.sizeBytes() + " bytes: send at most " + maxItemBytes + ".",
                    items.sizeBytes(),
                    items.sha256Hex());
        }
        return mapper.apply(items.bytes());
    }

    /** Whether there was no item in it: nothing at all, or lines of which none is a JSON object. */
    private static boolean wholeUnreadable(JsonItems items, List<Mapped> mapped) {
        if (mapped.isEmpty()) {
            return !items.isArray();
        }
        return !items.isArray() && mapped.size() > 1 && mapped.stream().allMatch(JsonBody::isNoObject);
    }

    private static boolean isNoObject(Mapped mapped) {
        return mapped instanceof Mapped.Refused refused
                && (refused.reason() == RejectionReason.NOT_JSON || refused.reason() == RejectionReason.NOT_OBJECT);
    }

    private static Mapped.Refused unreadable(byte[] body) {
        String why = body.length == 0
                ? "The body is empty: send a JSON object, an array of objects, or one object a line."
                : "The body is not JSON: send a JSON object, an array of objects, or one object a line.";
        return Mapped.refused(RejectionReason.NOT_JSON, why, body);
    }
}
