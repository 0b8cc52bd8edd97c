package io.flyball.app.house.violations.simulate;

final class LooksAtTheClock {
    private LooksAtTheClock() {}

    static long millis() {
        return System.currentTimeMillis();
    }
}
