package io.flyball.alerting.chart;

import io.flyball.alerting.cases.AlertCase;
import java.util.Optional;

/** Draws what a case is about. */
public interface ChartSource {
    /** A PNG; empty where too little is known to draw anything. */
    Optional<byte[]> chartOf(AlertCase of);

    /** No pictures. */
    static ChartSource none() {
        return of -> Optional.empty();
    }
}
