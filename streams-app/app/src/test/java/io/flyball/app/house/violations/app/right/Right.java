package io.flyball.app.house.violations.app.right;

import io.flyball.app.house.violations.app.left.Left;

/** Leans on {@link Left}. */
public final class Right {
    private Right() {}

    static Class<?> other() {
        return Left.class;
    }
}
