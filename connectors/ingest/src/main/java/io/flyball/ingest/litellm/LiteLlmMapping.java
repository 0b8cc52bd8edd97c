package io.flyball.ingest.litellm;

import io.flyball.ingest.record.*;
import java.util.List;

public final class LiteLlmMapping {
    public LiteLlmMapping(IdentityRules r) {}

    public List<Mapped> map(byte[] b, Attributes h, long n) {
        return List.of();
    }
}
