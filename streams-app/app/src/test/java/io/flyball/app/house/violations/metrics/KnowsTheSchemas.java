package io.flyball.app.house.violations.metrics;

import io.flyball.app.house.violations.schemas.KnowsTheRuntime;

final class KnowsTheSchemas {
    private KnowsTheSchemas() {}

    static Class<?> module() {
        return KnowsTheRuntime.class;
    }
}
