package io.flyball.app.house.violations.core;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class StartsThreads {
    private StartsThreads() {}

    static Thread thread() {
        return new Thread(() -> {});
    }

    static ExecutorService pool() {
        return Executors.newCachedThreadPool();
    }
}
