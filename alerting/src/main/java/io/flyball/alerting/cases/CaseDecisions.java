package io.flyball.alerting.cases;

import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a case when something is heard, answered, delivered, or when time passes. Changes nothing by itself. */
final class CaseDecisions {
    private static final String CLOSED = "closed";
    private static final String GREW = "updated";
    private static final int MOST_FINDINGS = 64;
    private static final int MOST_ASKS = 8;

    private CaseDecisions() {}

    /** The case after an alert; null where there is none and the alert opens none. */
    static @Nullable AlertCase heard(@Nullable AlertCase before, Alert alert, AlertRules rules, long nowMs) {
        boolean closes = alert.getChange().equals(CLOSED);
        if (before == null || !before.course().open() && isLongOver(before, rules, nowMs)) {
            return closes ? before : opened(alert, nowMs);
        }
        Alert kept = ThrottleDecisions.keeping(before.course(), alert);
        return closes ? ended(before, kept, nowMs) : seen(before, kept, nowMs);
    }

    private static boolean isLongOver(AlertCase before, AlertRules rules, long nowMs) {
        return nowMs - before.course().closedAtMs() > rules.reopenWithinMs();
    }

    private static AlertCase opened(Alert alert, long nowMs) {
        Course course = new Course(alert, false, severity(alert), Set.of(alert.getFindingId()), 1, nowMs, -1);
        return new AlertCase(CaseKey.of(alert), course, News.FIRST, Quiet.from(nowMs), List.of(), List.of());
    }

    private static AlertCase seen(AlertCase before, Alert alert, long nowMs) {
        Course course = before.course();
        if (course.open() && course.openFindings().contains(alert.getFindingId())) {
            return course.latest().equals(alert) ? before : updated(before, alert);
        }
        Set<String> open = new HashSet<>(course.openFindings());
        if (open.size() < MOST_FINDINGS) {
            open.add(alert.getFindingId());
        }
        Severity severity = greater(course.severity(), severity(alert));
        boolean signalled = ThrottleDecisions.keeps(course);
        Course next = new Course(alert, signalled, severity, open, course.findings() + 1, course.openedAtMs(), -1);
        if (!course.open()) {
            return reopened(before, next, nowMs);
        }
        boolean worse = severity != course.severity() && !before.quiet().snoozed();
        return before.with(
                next,
                worse
                        ? before.news().told(NewsWords.worse(alert))
                        : before.news().edited());
    }

    /** Who said that it is intended hears nothing new of it until the end that they named. */
    private static AlertCase reopened(AlertCase over, Course next, long nowMs) {
        Quiet quiet = over.quiet();
        boolean snoozed = quiet.snoozedUntilMs() > nowMs;
        News news = snoozed ? over.news().edited() : over.news().told(NewsWords.onAgain(next.latest()));
        Quiet after = snoozed
                ? new Quiet(nowMs, quiet.answeredBy(), quiet.answeredAtMs(), quiet.snoozedUntilMs())
                : Quiet.from(nowMs);
        return over.with(next, news).with(after, news);
    }

    private static AlertCase updated(AlertCase before, Alert alert) {
        Course course = before.course();
        Severity severity = greater(course.severity(), severity(alert));
        Course next = new Course(
                alert,
                course.signalled(),
                severity,
                course.openFindings(),
                course.findings(),
                course.openedAtMs(),
                course.closedAtMs());
        boolean says = alert.getChange().equals(GREW) && !before.quiet().snoozed();
        return before.with(
                next,
                says
                        ? before.news().told(NewsWords.grown(alert))
                        : before.news().edited());
    }

    private static AlertCase ended(AlertCase before, Alert alert, long nowMs) {
        Course course = before.course();
        if (!course.openFindings().contains(alert.getFindingId())) {
            return before;
        }
        Set<String> open = new HashSet<>(course.openFindings());
        open.remove(alert.getFindingId());
        if (!open.isEmpty()) {
            Course next = new Course(
                    course.latest(),
                    course.signalled(),
                    course.severity(),
                    open,
                    course.findings(),
                    course.openedAtMs(),
                    -1);
            return before.with(next, before.news().edited());
        }
        Course next = new Course(
                alert, course.signalled(), course.severity(), open, course.findings(), course.openedAtMs(), nowMs);
        return before.with(next, before.news().told(NewsWords.over(alert)));
    }

    /** The case after an answer; the same where it has had its effect already. */
    static AlertCase answered(AlertCase before, Answer answer, long nowMs) {
        if (answer.atMs() < before.course().openedAtMs()) {
            return before; // It was about an earlier time of this case.
        }
        return switch (answer.action()) {
            case SNOOZE -> snoozed(before, answer, nowMs);
            case ASK -> asked(before, answer, nowMs);
            case APPROVE, DECLINE -> decided(before, answer);
        };
    }

    private static AlertCase snoozed(AlertCase before, Answer answer, long nowMs) {
        boolean known = before.quiet().answeredAtMs() >= answer.atMs();
        if (known || answer.untilMs() <= nowMs || !before.course().open()) {
            return before;
        }
        return before.with(before.quiet().answered(answer), before.news().told(NewsWords.snoozed(answer)));
    }

    private static AlertCase asked(AlertCase before, Answer answer, long nowMs) {
        if (before.ask(answer.askId()).isPresent() || answer.untilMs() <= nowMs) {
            return before;
        }
        List<Ask> asks = new ArrayList<>(before.asks());
        if (asks.size() == MOST_ASKS) {
            asks.remove(0);
        }
        asks.add(new Ask(
                answer.askId(),
                answer.by(),
                answer.amountNanoUsd(),
                answer.untilMs(),
                answer.reason(),
                answer.atMs(),
                "",
                ""));
        return before.withAsks(asks)
                .with(before.quiet().answered(answer), before.news().told(NewsWords.asked(answer)));
    }

    private static AlertCase decided(AlertCase before, Answer answer) {
        Optional<Ask> ask = before.ask(answer.askId()).filter(Ask::isOpen);
        if (ask.isEmpty()) {
            return before;
        }
        Ask after = ask.get().decided(answer.action().wireName(), answer.by());
        List<Ask> asks = before.asks().stream()
                .map(a -> a.id().equals(after.id()) ? after : a)
                .toList();
        return before.withAsks(asks)
                .with(before.quiet().answered(answer), before.news().told(NewsWords.decided(after)));
    }

    /** The case as time alone changes it: a snooze ends, or something of which nobody hears any more is over. */
    static AlertCase atTime(AlertCase before, long nowMs) {
        Course course = before.course();
        if (!course.open()) {
            return before;
        }
        if (nowMs - lastChangeMs(before) >= AlertRules.staleAfterMs(before.key())) {
            Course next = new Course(
                    course.latest(),
                    course.signalled(),
                    course.severity(),
                    Set.of(),
                    course.findings(),
                    course.openedAtMs(),
                    nowMs);
            return before.with(next, before.news().told(NewsWords.unheardOf()));
        }
        if (before.quiet().snoozed() && before.quiet().snoozedUntilMs() <= nowMs) {
            return before.with(Quiet.from(nowMs), before.news().told(NewsWords.snoozeOver()));
        }
        return before;
    }

    /** When time alone changes it next; {@link Long#MAX_VALUE}: never. */
    static long nextChangeMs(AlertCase open) {
        if (!open.course().open()) {
            return Long.MAX_VALUE;
        }
        long staleMs = lastChangeMs(open) + AlertRules.staleAfterMs(open.key());
        return open.quiet().snoozed() ? Math.min(staleMs, open.quiet().snoozedUntilMs()) : staleMs;
    }

    private static long lastChangeMs(AlertCase open) {
        long heardMs = open.course().latest().getAtMs();
        return Math.max(
                heardMs, Math.max(open.quiet().silentSinceMs(), open.quiet().answeredAtMs()));
    }

    private static Severity greater(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** A severity of a later version is taken for the middle one. */
    private static Severity severity(Alert alert) {
        for (Severity severity : Severity.values()) {
            if (severity.wireName().equals(alert.getSeverity())) {
                return severity;
            }
        }
        return Severity.MEDIUM;
    }
}
