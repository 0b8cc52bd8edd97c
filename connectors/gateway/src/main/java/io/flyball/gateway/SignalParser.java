package io.flyball.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a signal from its JSON. Unknown fields are passed over, so that later versions may add some; what is required
 * and absent, or breaks a rule of the published schema, makes the whole value unreadable. A limit of 0 would cut a
 * running task, so it is unreadable too.
 */
final class SignalParser {
    private static final int MAX_BYTES = 1_048_576;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ITEMS = 10_000;
    private static final long MAX_DELAY_MS = 60_000;
    private static final int PERCENT = 100;
    private static final List<String> LIMIT_NAMES = List.of(
            "max_requests_per_minute", "max_tokens_per_minute", "max_concurrency", "delay_ms", "max_output_tokens");

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    /**
     * The signal of these bytes.
     *
     * @throws IOException where they are not JSON, or not that of a signal
     */
    ThrottleSignal parse(byte[] bytes) throws IOException {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableSignalException(
                    "Expected a signal of at most " + MAX_BYTES + " bytes, but it has " + bytes.length);
        }
        try (JsonParser parser = json.createParser(bytes)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "the signal");
            SignalFields fields = new SignalFields();
            fields.json = bytes;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                field(parser, name, fields);
            }
            if (parser.nextToken() != null) {
                throw new UnreadableSignalException("Expected one JSON object, but something follows it");
            }
            return signal(fields);
        }
    }

    private static ThrottleSignal signal(SignalFields fields) throws IOException {
        if (fields.scope.isEmpty() || !fields.levelGiven) {
            throw new UnreadableSignalException("Expected the fields scope and level, but one is missing");
        }
        if (fields.sequence == SignalFields.ABSENT || fields.validUntilMs == SignalFields.ABSENT) {
            throw new UnreadableSignalException("Expected the fields sequence and valid_until, but one is missing");
        }
        return new ThrottleSignal(fields);
    }

    private static void field(JsonParser parser, String name, SignalFields fields) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "scope":
                fields.scope = string(parser, name);
                break;
            case "sequence":
                fields.sequence = integer(parser, name);
                break;
            case "level":
                fields.level = level(parser);
                fields.levelGiven = true;
                break;
            case "applies_to":
                fields.appliesTo = appliesTo(parser);
                break;
            case "limits":
                fields.limits = limits(parser);
                break;
            case "steps":
                fields.steps = steps(parser);
                break;
            case "valid_until":
                fields.validUntilMs = time(parser, name);
                break;
            default:
                explanation(parser, name, fields);
        }
    }

    /** What a gateway shows but does not act on. */
    private static void explanation(JsonParser parser, String name, SignalFields fields) throws IOException {
        switch (name) {
            case "cause":
                fields.cause = string(parser, name);
                break;
            case "task_allowance":
                fields.taskAllowance = atLeast(ThrottleLimits.UNLIMITED, parser, name);
                break;
            case "text":
                fields.text = string(parser, name);
                break;
            case "findings":
                fields.findings = strings(parser, name);
                break;
            case "confidence":
                fields.confidencePercent = confidence(parser);
                break;
            case "issued_at":
                fields.issuedAtMs = time(parser, name);
                break;
            case "policy_version":
                fields.policyVersion = string(parser, name);
                break;
            default:
                parser.skipChildren();
        }
    }

    private static ThrottleLimits limits(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_OBJECT, "limits");
        long[] numbers = {
            ThrottleLimits.UNLIMITED,
            ThrottleLimits.UNLIMITED,
            ThrottleLimits.UNLIMITED,
            ThrottleLimits.UNLIMITED,
            ThrottleLimits.UNLIMITED
        };
        String modelOverride = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int index = LIMIT_NAMES.indexOf(name);
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (index >= 0) {
                numbers[index] = limit(parser, name);
            } else if (name.equals("model_override")) {
                modelOverride = string(parser, name);
            } else {
                parser.skipChildren();
            }
        }
        return new ThrottleLimits(numbers[0], numbers[1], numbers[2], numbers[3], modelOverride, numbers[4]);
    }

    private static long limit(JsonParser parser, String name) throws IOException {
        long value = integer(parser, name);
        boolean isDelay = name.equals("delay_ms");
        boolean fits = isDelay ? value >= 0 && value <= MAX_DELAY_MS : value >= 1;
        if (!fits && value != ThrottleLimits.UNLIMITED) {
            throw new UnreadableSignalException(
                    "Expected " + name + (isDelay ? " from 0 to 60000" : " of at least 1") + ", but it is " + value);
        }
        return value;
    }

    private static List<ThrottleStep> steps(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY, "steps");
        List<ThrottleStep> steps = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            steps.add(step(parser));
            refuseAbove(MAX_ITEMS, steps.size(), "steps");
        }
        return steps;
    }

    private static ThrottleStep step(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_OBJECT, "a step");
        ThrottleLevel level = null;
        ThrottleLimits limits = ThrottleLimits.NONE;
        long untilMs = SignalFields.ABSENT;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("level")) {
                level = level(parser);
            } else if (name.equals("limits")) {
                limits = limits(parser);
            } else if (name.equals("until")) {
                untilMs = time(parser, name);
            } else {
                parser.skipChildren();
            }
        }
        if (level == null || untilMs == SignalFields.ABSENT) {
            throw new UnreadableSignalException("Expected the fields level and until in a step, but one is missing");
        }
        return new ThrottleStep(level, limits, untilMs);
    }

    private static ThrottleLevel level(JsonParser parser) throws IOException {
        String name = string(parser, "level");
        ThrottleLevel level = ThrottleLevel.ofWireName(name);
        if (level == null) {
            throw new UnreadableSignalException(
                    "Expected level to be clear, advise, pace, downshift or hold_new_tasks, but it is \""
                            + UnreadableSignalException.shown(name) + "\"");
        }
        return level;
    }

    private static AppliesTo appliesTo(JsonParser parser) throws IOException {
        String name = string(parser, "applies_to");
        AppliesTo appliesTo = AppliesTo.ofWireName(name);
        if (appliesTo == null) {
            throw new UnreadableSignalException("Expected applies_to to be next_request or new_task, but it is \""
                    + UnreadableSignalException.shown(name) + "\"");
        }
        return appliesTo;
    }

    private static long time(JsonParser parser, String name) throws IOException {
        String text = string(parser, name);
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableSignalException("Expected " + name + " such as 2026-01-01T00:00:00Z, but it is \""
                    + UnreadableSignalException.shown(text) + "\"");
        }
    }

    private static int confidence(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw new UnreadableSignalException("Expected confidence from 0 to 1, but it is no number");
        }
        BigDecimal value = parser.getDecimalValue();
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new UnreadableSignalException("Expected confidence from 0 to 1, but it is another number");
        }
        return value.multiply(BigDecimal.valueOf(PERCENT)).intValue();
    }

    private static List<String> strings(JsonParser parser, String name) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY, name);
        List<String> strings = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            strings.add(string(parser, name));
            refuseAbove(MAX_ITEMS, strings.size(), name);
        }
        return strings;
    }

    private static String string(JsonParser parser, String name) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.VALUE_STRING, name);
        return parser.getText();
    }

    private static long atLeast(long least, JsonParser parser, String name) throws IOException {
        long value = integer(parser, name);
        if (value < least) {
            throw new UnreadableSignalException("Expected " + name + " of at least " + least + ", but it is " + value);
        }
        return value;
    }

    private static long integer(JsonParser parser, String name) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.VALUE_NUMBER_INT, name);
        return parser.getLongValue();
    }

    private static void refuseAbove(int most, int size, String name) throws IOException {
        if (size > most) {
            throw new UnreadableSignalException("Expected at most " + most + " " + name + ", but there are more");
        }
    }

    private static void expect(JsonParser parser, JsonToken token, JsonToken expected, String what) throws IOException {
        if (token != expected) {
            throw new UnreadableSignalException("Expected " + expected + " for " + what + ", but it is " + token
                    + " at " + parser.currentLocation().offsetDescription());
        }
    }
}
