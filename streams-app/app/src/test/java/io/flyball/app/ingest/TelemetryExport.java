package io.flyball.app.ingest;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A client on OpenTelemetry's SDK that is configured by its environment alone: reports one item as its arguments say, and
 * ends with status 0 once that was acknowledged.
 */
final class TelemetryExport {
    private static final int SECONDS = 30;

    /**
     * What is reported.
     *
     * @param kind {@code log} or {@code span}
     * @param scope the instrumentation's name
     * @param name of a span, or the body of a log record
     * @param attributes texts and whole numbers
     */
    record Item(String kind, String scope, String name, Map<String, Object> attributes) {
        static Item log(String scope, String body, Map<String, Object> attributes) {
            return new Item("log", scope, body, attributes);
        }

        static Item span(String scope, String name, Map<String, Object> attributes) {
            return new Item("span", scope, name, attributes);
        }

        /** The process that reports it. */
        List<String> command() {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TelemetryExport.class.getName(),
                    kind,
                    scope,
                    name));
            attributes.forEach((key, value) -> command.add(key + (value instanceof Number ? ":=" : "=") + value));
            return command;
        }
    }

    private TelemetryExport() {}

    /** Kind, scope, name, and attributes as {@code key=text} or {@code key:=number}. */
    public static void main(String[] args) {
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
        Attributes attributes = attributes(List.of(args).subList(3, args.length));
        CompletableResultCode sent;
        if (args[0].equals("log")) {
            sdk.getSdkLoggerProvider()
                    .get(args[1])
                    .logRecordBuilder()
                    .setTimestamp(Instant.now())
                    .setBody(args[2])
                    .setAllAttributes(attributes)
                    .emit();
            sent = sdk.getSdkLoggerProvider().forceFlush();
        } else {
            sdk.getSdkTracerProvider()
                    .get(args[1])
                    .spanBuilder(args[2])
                    .setAllAttributes(attributes)
                    .startSpan()
                    .end();
            sent = sdk.getSdkTracerProvider().forceFlush();
        }
        System.exit(sent.join(SECONDS, TimeUnit.SECONDS).isSuccess() ? 0 : 1);
    }

    private static Attributes attributes(List<String> arguments) {
        AttributesBuilder attributes = Attributes.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String value = argument.substring(equals + 1);
            if (argument.charAt(equals - 1) == ':') {
                attributes.put(argument.substring(0, equals - 1), Long.parseLong(value));
            } else {
                attributes.put(argument.substring(0, equals), value);
            }
        }
        return attributes.build();
    }
}
