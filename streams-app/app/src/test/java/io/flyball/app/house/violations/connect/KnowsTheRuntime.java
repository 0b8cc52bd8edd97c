package io.flyball.app.house.violations.connect;

import io.flyball.app.house.violations.runtime.KnowsTheApplication;

final class KnowsTheRuntime {
    private KnowsTheRuntime() {}

    static Class<?> module() {
        return KnowsTheApplication.class;
    }
}
