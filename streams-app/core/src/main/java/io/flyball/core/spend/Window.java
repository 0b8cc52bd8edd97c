package io.flyball.core.spend;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The windows in which spend is kept.
 *
 * <p>A rolling window is the open slice and the whole ones before it: at time t with slices of length s, i = floor(t/s),
 * it covers the slices i - W/s + 1 .. i. A calendar window is cumulative from the start of the local day, week (Monday)
 * or month.
 */
public enum Window {
    ROLLING_1H("1h", Slice.MINUTE, 60),
    ROLLING_24H("24h", Slice.HOUR, 24),
    ROLLING_3D("3d", Slice.HOUR, 72),
    ROLLING_7D("7d", Slice.HOUR, 168),
    ROLLING_30D("30d", Slice.HOUR, 720),
    DAY("day", null, 0),
    WEEK("week", null, 0),
    MONTH("month", null, 0);

    /** How many rolling windows there are; they come first. */
    public static final int ROLLING_COUNT = 5;
    /** How many windows there are. */
    public static final int COUNT = 8;

    private static final Window[] ALL = values();
    private static final Map<String, Window> BY_NAME = new HashMap<>();

    static {
        for (Window w : ALL) {
            BY_NAME.put(w.wireName, w);
        }
    }

    private final String wireName;
    private final @Nullable Slice slice;
    private final int slices;

    Window(String wireName, @Nullable Slice slice, int slices) {
        this.wireName = wireName;
        this.slice = slice;
        this.slices = slices;
    }

    /** The name in files and on topics. */
    public String wireName() {
        return wireName;
    }

    /** Whether it rolls; else it follows the calendar. */
    public boolean rolling() {
        return slice != null;
    }

    /** The length of its slices; only of rolling windows. */
    public Slice slice() {
        if (slice == null) {
            throw new IllegalStateException("Expected a rolling window, but " + wireName + " follows the calendar");
        }
        return slice;
    }

    /** How many slices it covers; 0 for calendar windows. */
    public int slices() {
        return slices;
    }

    /** The window at that place of the enumeration. */
    public static Window ofOrdinal(int ordinal) {
        return ALL[ordinal];
    }

    /** The window of that name, or null where there is none. */
    public static @Nullable Window ofWireName(String name) {
        return BY_NAME.get(name);
    }
}
