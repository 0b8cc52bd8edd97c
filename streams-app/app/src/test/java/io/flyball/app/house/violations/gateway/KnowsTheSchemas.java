package io.flyball.app.house.violations.gateway;

import io.flyball.app.house.violations.schemas.KnowsTheRuntime;

final class KnowsTheSchemas {
    private KnowsTheSchemas() {}

    static Class<?> module() {
        return KnowsTheRuntime.class;
    }
}
