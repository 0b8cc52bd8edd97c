package io.flyball.alerting.cases;

import io.flyball.core.model.Level;
import io.flyball.schemas.avro.Alert;

/**
 * What becomes of a case when the throttle does something else about its scope. A finding says what it asks for; what is
 * done comes in steps and may be lifted, and the signal says that. Changes nothing by itself.
 */
final class ThrottleDecisions {
    private static final String THROTTLED = "throttled";

    private ThrottleDecisions() {}

    /** Whether an alert is about a signal, and so about every case of its scope. */
    static boolean isSignal(Alert alert) {
        return alert.getChange().equals(THROTTLED);
    }

    /** The case after a signal; the same where that shows nothing else. */
    static AlertCase throttled(AlertCase before, Alert signal) {
        Course course = before.course();
        if (!course.open() && !isOn(course)) {
            return before; // What the throttle does now has to do with something else.
        }
        Alert after = withThrottleOf(signal, course.latest());
        boolean changes = !after.equals(course.latest());
        if (!changes && course.signalled()) {
            return before;
        }
        Course next = course.saying(after, true);
        if (!changes || before.told().isEmpty()) {
            return before.with(next, before.news());
        }
        boolean stricter = course.signalled() && rank(after) > rank(course.latest());
        return before.with(
                next,
                stricter && course.open() && !before.quiet().snoozed()
                        ? before.news().told(NewsWords.throttled(after))
                        : before.news().edited());
    }

    /** A case that opens, or opens again, while its scope is throttled because of another one. */
    static AlertCase like(AlertCase other, AlertCase opened) {
        Course course = opened.course();
        return other.course().signalled() && other.course().open() && !course.signalled()
                ? opened.with(
                        course.saying(withThrottleOf(other.course().latest(), course.latest()), true), opened.news())
                : opened;
    }

    /** What is to be said of a case that is known, with what the throttle does where that is known. */
    static Alert keeping(Course known, Alert alert) {
        return keeps(known) ? withThrottleOf(known.latest(), alert) : alert;
    }

    /** Whether what the throttle does is known of a case that goes on: after its end only until it is lifted. */
    static boolean keeps(Course known) {
        return known.signalled() && (known.open() || isOn(known));
    }

    private static boolean isOn(Course course) {
        return course.signalled() && rank(course.latest()) > Level.CLEAR.ordinal();
    }

    private static Alert withThrottleOf(Alert signal, Alert alert) {
        return Alert.newBuilder(alert)
                .setLevel(signal.getLevel())
                .setShadowLevel(signal.getShadowLevel())
                .setValidUntilMs(signal.getValidUntilMs())
                .build();
    }

    /** A level of a later version is taken for the weakest. */
    private static int rank(Alert alert) {
        Level level = Level.ofWireName(alert.getLevel());
        return level == null ? Level.CLEAR.ordinal() : level.ordinal();
    }
}
