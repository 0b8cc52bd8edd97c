package io.flyball.core.govern;

import io.flyball.core.spend.ScopeSpend;
import org.jspecify.annotations.Nullable;

/** Everything kept of one scope but its closed slices. Mutable. */
public final class ScopeState {
    private final ScopeSpend spend;
    private @Nullable Governed governed;
    private @Nullable TaskSizes taskSizes;
    private boolean updateDue;

    public ScopeState(ScopeSpend spend, @Nullable Governed governed, boolean updateDue) {
        this.spend = spend;
        this.governed = governed;
        this.updateDue = updateDue;
    }

    /** A scope nothing is known of. */
    public ScopeState() {
        this(new ScopeSpend(), null, false);
    }

    public ScopeSpend spend() {
        return spend;
    }

    /** What is open against it, or null where nothing ever was. */
    public @Nullable Governed governed() {
        return governed;
    }

    /** What is open against it, begun where nothing was. */
    public Governed governedOrNew() {
        if (governed == null) {
            governed = new Governed();
        }
        return governed;
    }

    /** Forgets what was signalled; there must be nothing open. */
    public void forgetGoverned() {
        governed = null;
    }

    /** How many calls its tasks make, or null where nobody counted. */
    public @Nullable TaskSizes taskSizes() {
        return taskSizes;
    }

    /** The same, begun where nobody counted. */
    public TaskSizes taskSizesOrNew() {
        if (taskSizes == null) {
            taskSizes = new TaskSizes();
        }
        return taskSizes;
    }

    /** Whether its spend changed since it was last published. */
    public boolean updateDue() {
        return updateDue;
    }

    public void setUpdateDue(boolean due) {
        updateDue = due;
    }
}
