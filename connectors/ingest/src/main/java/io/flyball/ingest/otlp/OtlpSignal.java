package io.flyball.ingest.otlp;

/** The three signals of OTLP. */
public enum OtlpSignal {
    LOGS,
    TRACES,
    METRICS
}
