package io.flyball.alerting.memory;

import io.flyball.schemas.avro.ControlRecord;
import java.util.List;

/** Puts records on the control topic: all of them, in every partition, or none. */
public interface ControlLog {
    /** Returns when they are there; throws where they are not. */
    void send(List<ControlRecord> changes);
}
