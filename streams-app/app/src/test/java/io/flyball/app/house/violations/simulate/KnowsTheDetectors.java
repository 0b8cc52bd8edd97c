package io.flyball.app.house.violations.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import io.flyball.app.house.violations.core.detect.Threshold;
import io.flyball.app.house.violations.schemas.KnowsTheRuntime;

final class KnowsTheDetectors {
    private KnowsTheDetectors() {}

    static Class<?> threshold() {
        return Threshold.class;
    }

    static Class<?> module() {
        return KnowsTheRuntime.class;
    }

    static JsonFactory library() {
        return new JsonFactory();
    }
}
