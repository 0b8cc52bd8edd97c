package io.flyball.bench.layout;

import io.flyball.app.Refusal;
import io.flyball.core.spend.RowLayout;
import java.util.Arrays;

/** A way to spread a scope's state over records. */
public enum LayoutVariant {
    /** Everything of a scope in one record. */
    FAT("fat", RowLayout.CHUNKS),
    /** A head, and a record for each closed slice. */
    ONE_SLICE("one_slice", RowLayout.ONE_SLICE),
    /** A head, and sparse chunks: the minutes of an hour, the hours of a day. */
    CHUNKS("chunks", RowLayout.CHUNKS);

    private final String wireName;
    private final RowLayout layout;

    LayoutVariant(String wireName, RowLayout layout) {
        this.wireName = wireName;
        this.layout = layout;
    }

    public String wireName() {
        return wireName;
    }

    RowLayout layout() {
        return layout;
    }

    /** The variant of that name. */
    public static LayoutVariant ofWireName(String name) {
        return Arrays.stream(values())
                .filter(v -> v.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("Layout " + name + " does not exist: use fat, one_slice or chunks."));
    }
}
