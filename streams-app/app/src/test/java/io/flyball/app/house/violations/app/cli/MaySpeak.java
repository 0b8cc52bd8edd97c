package io.flyball.app.house.violations.app.cli;

final class MaySpeak {
    private MaySpeak() {}

    static void out() {
        System.out.println();
    }
}
