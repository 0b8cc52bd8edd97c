package io.flyball.app.house.violations.core;

import java.util.Map;

final class CountsInDoubles {
    static final float SHARE = 0.5f;

    private CountsInDoubles() {}

    static double returned() {
        return 0;
    }

    static long taken(double usd) {
        return (long) usd;
    }

    static int listed(double[] usd) {
        return usd.length;
    }

    static int mapped(Map<String, Double> usd) {
        return usd.size();
    }
}
