package io.flyball.alerting.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a message of Slack's Socket Mode asks for. An envelope that comes again is acknowledged again and acted on once.
 * Remembers the latest envelopes. Thread-safe.
 */
final class SocketEnvelopes {
    private static final int MOST_REMEMBERED = 10_000;

    /** Envelopes and how each was acknowledged. */
    private final Map<String, String> seen = new LinkedHashMap<>();

    /** What to do about a message. */
    sealed interface Told {
        /** The connection is ready. */
        record Hello() implements Told {}

        /** The connection ends soon. */
        record Disconnect(String reason) implements Told {}

        /**
         * Somebody pressed or filled in something; to be acknowledged.
         *
         * @param takesPayload whether the acknowledgement may carry an answer
         */
        record Answered(String envelopeId, SlackPayload payload, boolean takesPayload) implements Told {}

        /** Acknowledged, as before where it came before, and passed over. */
        record PassedOver(String acknowledgement) implements Told {}

        /** No message of Slack's. */
        record Garbage() implements Told {}
    }

    /** Reads a message. */
    Told read(String text) {
        JsonObject message;
        try {
            JsonElement parsed = JsonParser.parseString(text);
            if (!parsed.isJsonObject()) {
                return new Told.Garbage();
            }
            message = parsed.getAsJsonObject();
        } catch (JsonParseException e) {
            return new Told.Garbage();
        }
        String id = SlackPayload.text(message, "envelope_id");
        return switch (SlackPayload.text(message, "type")) {
            case "hello" -> new Told.Hello();
            case "disconnect" -> new Told.Disconnect(SlackPayload.text(message, "reason"));
            case "interactive" -> answered(id, message);
            default -> id.isEmpty() ? new Told.Garbage() : new Told.PassedOver(acknowledgement(id, ""));
        };
    }

    private Told answered(String id, JsonObject message) {
        JsonElement payload = message.get("payload");
        if (id.isEmpty()) {
            return new Told.Garbage();
        }
        Optional<SlackPayload> read = payload == null ? Optional.empty() : SlackPayload.read(payload.toString());
        String before = remember(id);
        if (read.isEmpty() || !before.isEmpty()) {
            return new Told.PassedOver(before.isEmpty() ? acknowledgement(id, "") : before);
        }
        boolean takesPayload =
                SlackPayload.text(message, "accepts_response_payload").equals("true");
        return new Told.Answered(id, read.get(), takesPayload);
    }

    /** How it was acknowledged before; empty: it is new. */
    private synchronized String remember(String id) {
        if (seen.size() >= MOST_REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
        String before = seen.putIfAbsent(id, acknowledgement(id, ""));
        return before == null ? "" : before;
    }

    /** It was taken, and is acknowledged so whenever it comes again. */
    synchronized void taken(String envelopeId, String acknowledgement) {
        seen.replace(envelopeId, acknowledgement);
    }

    /** It was not taken: when it comes again it is new. */
    synchronized void forget(String envelopeId) {
        seen.remove(envelopeId);
    }

    /**
     * The acknowledgement of an envelope.
     *
     * @param answer a JSON object for who filled in a window, or empty
     */
    static String acknowledgement(String envelopeId, String answer) {
        JsonObject acknowledgement = new JsonObject();
        acknowledgement.addProperty("envelope_id", envelopeId);
        if (!answer.isEmpty()) {
            acknowledgement.add("payload", JsonParser.parseString(answer));
        }
        return acknowledgement.toString();
    }
}
