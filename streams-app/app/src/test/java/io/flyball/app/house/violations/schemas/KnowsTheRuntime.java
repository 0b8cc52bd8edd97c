package io.flyball.app.house.violations.schemas;

import io.flyball.app.house.violations.runtime.KnowsTheApplication;

/** Schemas stand below the topology. */
public final class KnowsTheRuntime {
    private KnowsTheRuntime() {}

    static Class<?> module() {
        return KnowsTheApplication.class;
    }
}
