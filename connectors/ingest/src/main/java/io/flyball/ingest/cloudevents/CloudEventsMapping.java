package io.flyball.ingest.cloudevents;

import io.flyball.ingest.record.*;
import java.util.List;

public final class CloudEventsMapping {
    public CloudEventsMapping(IdentityRules r) {}

    public List<Mapped> structured(byte[] b, Attributes h, long n) {
        return List.of();
    }

    public List<Mapped> batch(byte[] b, Attributes h, long n) {
        return List.of();
    }
}
