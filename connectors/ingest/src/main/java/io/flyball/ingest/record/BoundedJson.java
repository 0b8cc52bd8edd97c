package io.flyball.ingest.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How JSON is read whose bytes are bounded already: its parts need no bounds of their own, but for the depth. */
public final class BoundedJson {
    private static final int MAX_DEPTH = 1000;

    private BoundedJson() {}

    /** For numbers that are trees or texts; one of more than Jackson's thousand digits is refused. */
    public static JsonFactory factory() {
        return factory(StreamReadConstraints.DEFAULT_MAX_NUM_LEN);
    }

    /** For readers that leave a number's digits to the field that wants them: hostile ones cost their bytes alone. */
    public static JsonFactory factoryOfUnreadNumbers() {
        return factory(Integer.MAX_VALUE);
    }

    private static JsonFactory factory(int maxNumberLength) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(maxNumberLength)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }
}
