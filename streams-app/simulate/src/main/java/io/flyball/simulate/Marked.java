package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/** A script all of whose calls are part of one occurrence. */
record Marked(Script script, Occurrence occurrence) implements Script {
    @Override
    public @Nullable Step next() {
        Step step = script.next();
        return step == null ? null : step.partOf(occurrence);
    }
}
