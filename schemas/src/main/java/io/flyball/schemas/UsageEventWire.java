package io.flyball.schemas;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code UsageEvent.avsc} in its order, straight between bytes and the core's event: the topology reads
 * every call this way, and a generated class in between would cost as much again.
 */
final class UsageEventWire {
    private static final int LEAST_BYTES_OF_ACTION = 5;
    private static final int LEAST_BYTES_OF_TAG = 2;

    private UsageEventWire() {}

    /** A reported cost that is no decimal number of dollars. */
    static final class BadCostException extends Exception {
        private static final long serialVersionUID = 1L;

        BadCostException() {
            super("reported_cost_usd is no decimal number of US dollars", null, false, false);
        }
    }

    static UsageEvent read(AvroCursor in) throws CorruptAvroException, BadCostException {
        UsageEventBuilder event = UsageEvent.builder();
        readTexts(in, event);
        readCounts(in, event);
        String cost = readCost(in);
        event.status(in.readString()).reportedContextTokens(in.readLong()).requestFingerprint(in.readString());
        event.actions(readActions(in));
        event.latencyMs(in.readLong()).attempt(in.readLong()).stopReason(in.readString());
        event.tags(readTags(in));
        if (cost != null) {
            event.reportedCostUsd(parseCost(cost));
        }
        return event.build();
    }

    private static void readTexts(AvroCursor in, UsageEventBuilder event) throws CorruptAvroException {
        event.eventId(in.readString());
        event.timeMs(in.readLong());
        event.model(in.readString());
        event.responseModel(in.readString());
        event.user(in.readString());
        event.source(in.readString());
        event.provider(in.readString());
        event.operation(in.readString());
        event.serviceTier(in.readString());
        event.speed(in.readString());
        event.region(in.readString());
        event.team(in.readString());
        event.agent(in.readString());
        event.session(in.readString());
        event.task(in.readString());
        event.key(in.readString());
        event.org(in.readString());
        event.costCenter(in.readString());
    }

    private static void readCounts(AvroCursor in, UsageEventBuilder event) throws CorruptAvroException {
        event.inputTokens(in.readLong());
        event.cacheReadTokens(in.readLong());
        event.cacheWrite5mTokens(in.readLong());
        event.cacheWrite1hTokens(in.readLong());
        event.outputTokens(in.readLong());
        event.reasoningTokens(in.readLong());
        event.webSearchRequests(in.readLong());
        event.audioInputTokens(in.readLong());
        event.audioOutputTokens(in.readLong());
        event.images(in.readLong());
    }

    private static @Nullable String readCost(AvroCursor in) throws CorruptAvroException {
        int branch = in.readInt();
        if (branch != 0 && branch != 1) {
            throw in.corrupt("branch " + branch + " of 2");
        }
        return branch == 0 ? null : in.readString();
    }

    private static List<ToolAction> readActions(AvroCursor in) throws CorruptAvroException {
        long count = in.readBlockCount(LEAST_BYTES_OF_ACTION);
        if (count == 0) {
            return List.of();
        }
        List<ToolAction> actions = new ArrayList<>();
        for (; count != 0; count = in.readBlockCount(LEAST_BYTES_OF_ACTION)) {
            for (long i = 0; i < count; i++) {
                actions.add(new ToolAction(
                        orNull(in.readString()),
                        orNull(in.readString()),
                        orNull(in.readString()),
                        orNull(in.readString()),
                        in.readBoolean()));
            }
        }
        return Collections.unmodifiableList(actions);
    }

    private static Map<String, String> readTags(AvroCursor in) throws CorruptAvroException {
        long count = in.readBlockCount(LEAST_BYTES_OF_TAG);
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (; count != 0; count = in.readBlockCount(LEAST_BYTES_OF_TAG)) {
            for (long i = 0; i < count; i++) {
                tags.put(in.readString(), in.readString());
            }
        }
        return Collections.unmodifiableMap(tags);
    }

    private static BigDecimal parseCost(String text) throws BadCostException {
        BigDecimal usd = ReportedCost.parse(text);
        if (usd == null) {
            throw new BadCostException();
        }
        return usd;
    }

    static void write(UsageEvent event, Encoder out) throws IOException {
        writeTexts(event, out);
        writeCounts(event, out);
        BigDecimal cost = event.reportedCostUsd();
        out.writeIndex(cost == null ? 0 : 1);
        if (cost != null) {
            out.writeString(cost.toString());
        }
        out.writeString(event.status());
        out.writeLong(event.reportedContextTokens());
        out.writeString(event.requestFingerprint());
        writeActions(event.actions(), out);
        out.writeLong(event.latencyMs());
        out.writeLong(event.attempt());
        out.writeString(event.stopReason());
        writeTags(event.tags(), out);
    }

    private static void writeTexts(UsageEvent event, Encoder out) throws IOException {
        out.writeString(event.eventId());
        out.writeLong(event.timeMs());
        out.writeString(event.model());
        out.writeString(event.responseModel());
        out.writeString(event.user());
        out.writeString(event.source());
        out.writeString(event.provider());
        out.writeString(event.operation());
        out.writeString(event.serviceTier());
        out.writeString(event.speed());
        out.writeString(event.region());
        out.writeString(event.team());
        out.writeString(event.agent());
        out.writeString(event.session());
        out.writeString(event.task());
        out.writeString(event.key());
        out.writeString(event.org());
        out.writeString(event.costCenter());
    }

    private static void writeCounts(UsageEvent event, Encoder out) throws IOException {
        out.writeLong(event.inputTokens());
        out.writeLong(event.cacheReadTokens());
        out.writeLong(event.cacheWrite5mTokens());
        out.writeLong(event.cacheWrite1hTokens());
        out.writeLong(event.outputTokens());
        out.writeLong(event.reasoningTokens());
        out.writeLong(event.webSearchRequests());
        out.writeLong(event.audioInputTokens());
        out.writeLong(event.audioOutputTokens());
        out.writeLong(event.images());
    }

    private static void writeActions(List<ToolAction> actions, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(actions.size());
        for (ToolAction action : actions) {
            out.startItem();
            out.writeString(orEmpty(action.name()));
            out.writeString(orEmpty(action.fingerprint()));
            out.writeString(orEmpty(action.result()));
            out.writeString(orEmpty(action.resultMasked()));
            out.writeBoolean(action.error());
        }
        out.writeArrayEnd();
    }

    private static void writeTags(Map<String, String> tags, Encoder out) throws IOException {
        out.writeMapStart();
        out.setItemCount(tags.size());
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            out.startItem();
            out.writeString(tag.getKey());
            out.writeString(tag.getValue());
        }
        out.writeMapEnd();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
