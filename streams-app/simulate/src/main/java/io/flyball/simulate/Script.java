package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/** What a session does, call by call. Not thread-safe. */
interface Script {
    /** The next call, or null when the session has ended. */
    @Nullable
    Step next();

    /** The one after the other. */
    static Script inTurn(Script... scripts) {
        return new Script() {
            private int current;

            @Override
            public @Nullable Step next() {
                while (current < scripts.length) {
                    Step step = scripts[current].next();
                    if (step != null) {
                        return step;
                    }
                    current++;
                }
                return null;
            }
        };
    }
}
