package io.flyball.app.house.violations.runtime;

import io.flyball.app.house.violations.app.left.Left;

/** The topology stands below the application. */
public final class KnowsTheApplication {
    private KnowsTheApplication() {}

    static Class<?> module() {
        return Left.class;
    }
}
