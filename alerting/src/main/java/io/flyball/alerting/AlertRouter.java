package io.flyball.alerting;

import io.flyball.schemas.avro.Alert;
import java.util.List;

/** Decides who hears of an alert and how. */
public interface AlertRouter {
    /** All its ways, each served independently of the others; none: nobody hears of it. */
    List<Route> routes(Alert alert);
}
