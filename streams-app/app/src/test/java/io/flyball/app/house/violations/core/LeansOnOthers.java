package io.flyball.app.house.violations.core;

import com.fasterxml.jackson.core.JsonFactory;
import io.flyball.app.house.violations.schemas.KnowsTheRuntime;

final class LeansOnOthers {
    private LeansOnOthers() {}

    static JsonFactory library() {
        return new JsonFactory();
    }

    static Class<?> module() {
        return KnowsTheRuntime.class;
    }
}
