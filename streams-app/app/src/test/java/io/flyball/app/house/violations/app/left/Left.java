package io.flyball.app.house.violations.app.left;

import io.flyball.app.house.violations.app.right.Right;

/** Leans on {@link Right}. */
public final class Left {
    private Left() {}

    static Class<?> other() {
        return Right.class;
    }
}
