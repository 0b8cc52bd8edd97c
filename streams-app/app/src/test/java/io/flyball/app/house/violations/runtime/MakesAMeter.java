package io.flyball.app.house.violations.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

final class MakesAMeter {
    private MakesAMeter() {}

    static Counter counted(MeterRegistry registry) {
        return registry.counter("flyball.unlisted");
    }

    static Timer timed(SimpleMeterRegistry registry) {
        return registry.timer("flyball.unlisted.too");
    }

    static Number read(MeterRegistry registry) {
        return registry.gauge("flyball.unlisted.also", 1);
    }

    static Gauge built(MeterRegistry registry) {
        return Gauge.builder("flyball.unlisted.as_well", () -> 1).register(registry);
    }
}
