package io.flyball.app.house.violations.core;

final class Logs {
    private Logs() {}

    static java.util.logging.Logger platform() {
        return java.util.logging.Logger.getLogger("core");
    }

    static System.Logger system() {
        return System.getLogger("core");
    }

    static org.slf4j.Logger facade() {
        return org.slf4j.LoggerFactory.getLogger("core");
    }
}
