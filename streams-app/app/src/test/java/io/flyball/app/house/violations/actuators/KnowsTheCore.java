package io.flyball.app.house.violations.actuators;

import io.flyball.app.house.violations.core.detect.Threshold;

final class KnowsTheCore {
    private KnowsTheCore() {}

    static Class<?> module() {
        return Threshold.class;
    }
}
