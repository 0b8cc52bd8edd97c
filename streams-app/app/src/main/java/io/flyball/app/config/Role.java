package io.flyball.app.config;

import java.util.Locale;

/** What an instance does. */
public enum Role {
    /** The topology: counts, detects, governs. */
    STREAMS,
    /** Takes usage over HTTP. */
    INGEST,
    /** Tells gateways which signals are in force. */
    GATEWAY,
    /** Delivers alerts to people. */
    ALERTING;

    /** The name in configuration and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
