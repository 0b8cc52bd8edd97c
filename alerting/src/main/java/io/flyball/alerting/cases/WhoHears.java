package io.flyball.alerting.cases;

import io.flyball.alerting.cases.Told.State;
import io.flyball.core.detect.Severity;
import java.util.List;

/** Adds to a case the messages that are due now: the person first, then who is next while nobody answers. */
final class WhoHears {
    private final AlertRules rules;
    private final Recipients recipients;

    WhoHears(AlertRules rules, Recipients recipients) {
        this.rules = rules;
        this.recipients = recipients;
    }

    /**
     * A case with its messages.
     *
     * @param nextMs when to look again; {@link Long#MAX_VALUE}: not before something happens
     */
    record Looked(AlertCase after, long nextMs) {}

    Looked look(AlertCase before, long nowMs) {
        AlertCase next = CaseDecisions.atTime(before, nowMs);
        next = feeds(next, nowMs);
        next = approvers(next, nowMs);
        next = elsewhere(next, nowMs);
        next = again(next, nowMs);
        Looked looked = next.course().open() ? people(next, nowMs) : new Looked(unheard(next, nowMs), Long.MAX_VALUE);
        return new Looked(
                sinceWhen(looked.after(), nowMs),
                Math.min(looked.nextMs(), CaseDecisions.nextChangeMs(looked.after())));
    }

    private AlertCase feeds(AlertCase before, long nowMs) {
        return before.course().open()
                ? wanted(before, recipients.places(Role.FEED, before.key().scope()), "", State.WANTED, nowMs)
                : before;
    }

    private AlertCase approvers(AlertCase before, long nowMs) {
        AlertCase next = before;
        for (Ask ask : before.asks()) {
            if (ask.isOpen()) {
                List<Place> places =
                        recipients.places(Role.APPROVER, before.key().scope());
                next = wanted(next, places, ask.id(), State.WANTED, nowMs);
            }
        }
        return next;
    }

    /** Who is not reached in one place hears of it in the next, before others do. */
    private AlertCase elsewhere(AlertCase before, long nowMs) {
        AlertCase next = before;
        for (Told told : before.told()) {
            boolean said = !before.course().open() && told.askId().isEmpty();
            if (!told.reaches() && !said) {
                List<Place> places =
                        recipients.insteadOf(told.place(), before.key().scope());
                next = wanted(next, places, told.askId(), stateElsewhere(before, told), nowMs);
            }
        }
        return next;
    }

    private State stateElsewhere(AlertCase of, Told told) {
        return told.askId().isEmpty() ? stateAtFirst(of) : State.WANTED;
    }

    private Looked people(AlertCase before, long nowMs) {
        AlertCase next = before;
        boolean reached = false;
        for (AlertRules.Step step : rules.steps(before)) {
            if (isToldTogether(next)) {
                break;
            }
            if (!knows(next, step.role())) {
                long dueMs = dueMs(next, step, reached, nowMs);
                if (dueMs > nowMs) {
                    return new Looked(next, dueMs);
                }
                List<Place> places = recipients.places(step.role(), next.key().scope());
                next = wanted(next, places, "", stateAtFirst(next), nowMs);
            }
            reached |= isReached(next, step.role());
        }
        return new Looked(next, Long.MAX_VALUE);
    }

    /** What was told in a digest and is news again comes in the next one. */
    private static AlertCase again(AlertCase before, long nowMs) {
        AlertCase next = before;
        boolean goesOn = before.course().open() && before.course().severity() == Severity.LOW;
        for (Told told : before.told()) {
            if (goesOn
                    && told.state() == State.DIGESTED
                    && told.revision() < before.news().textRevision()) {
                next = next.with(told.in(State.DIGEST).dueSince(nowMs));
            }
        }
        return next;
    }

    /** What was over before anybody was to hear of it, in quiet hours, comes in the next digest. */
    private AlertCase unheard(AlertCase over, long nowMs) {
        if (over.told().stream().anyMatch(t -> t.place().role() != Role.FEED)) {
            return over;
        }
        for (AlertRules.Step step : rules.steps(over)) {
            List<Place> places = recipients.places(step.role(), over.key().scope());
            if (!places.isEmpty()) {
                return wanted(over, places, "", State.DIGEST, nowMs);
            }
        }
        return over;
    }

    /** At once where nobody before was reached; else when silence has lasted; both not in quiet hours. */
    private long dueMs(AlertCase open, AlertRules.Step step, boolean reached, long nowMs) {
        boolean waits = reached && (!open.quiet().unanswered() || open.quiet().snoozed());
        if (waits || reached && step.afterMs() == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        boolean peace = open.course().severity() == Severity.MEDIUM && step.role() != Role.ON_CALL;
        if (!peace) {
            return reached ? Math.max(nowMs, open.quiet().silentSinceMs() + step.afterMs()) : nowMs;
        }
        // Silence in quiet hours means nothing: it counts from their end on.
        QuietHours hours = rules.quietHours();
        long silentMs = hours.endMs(open.quiet().silentSinceMs());
        return hours.endMs(reached ? Math.max(nowMs, silentMs + step.afterMs()) : nowMs);
    }

    private State stateAtFirst(AlertCase open) {
        return rules.digests() && open.course().severity() == Severity.LOW ? State.DIGEST : State.WANTED;
    }

    /** Who is told of it together with much else has heard; it does not go on to others. */
    private static boolean isToldTogether(AlertCase open) {
        return open.told().stream().anyMatch(t -> t.state() == State.OVERFLOW)
                || open.course().severity() != Severity.LOW
                        && open.told().stream()
                                .anyMatch(t -> t.state() == State.DIGESTED
                                        && t.revision() >= open.news().textRevision());
    }

    private static boolean knows(AlertCase open, Role role) {
        return open.told().stream()
                .anyMatch(t -> t.askId().isEmpty() && t.place().role() == role);
    }

    private static boolean isReached(AlertCase open, Role role) {
        return open.told().stream()
                .anyMatch(t -> t.askId().isEmpty() && t.place().role() == role && t.reaches());
    }

    private static AlertCase wanted(AlertCase before, List<Place> places, String askId, State state, long nowMs) {
        AlertCase next = before;
        for (Place place : places) {
            if (next.told(place, askId).isEmpty()) {
                next = next.with(Told.wanted(place, askId, state, nowMs));
            }
        }
        return next;
    }

    /** Notes since when each message has been behind. */
    private AlertCase sinceWhen(AlertCase before, long nowMs) {
        AlertCase next = before;
        for (Told told : before.told()) {
            if (told.dueSinceMs() == 0 && isBehind(before, told)) {
                next = next.with(told.dueSince(nowMs));
            }
        }
        return next;
    }

    /** Which revision a message is to show; of an ask 1 while it waits, 2 when it is decided. */
    int target(AlertCase of, Told told) {
        if (told.askId().isEmpty()) {
            return of.news().revision();
        }
        return of.ask(told.askId()).filter(Ask::isOpen).isPresent() ? 1 : 2;
    }

    /** Whether a message is to show something else than it does. */
    boolean isBehind(AlertCase of, Told told) {
        if (told.state() != State.WANTED || told.revision() >= target(of, told)) {
            return false;
        }
        if (told.revision() == 0) {
            return true;
        }
        boolean small = told.askId().isEmpty() && of.news().textRevision() <= told.revision();
        return !small || recipients.edits(told.place().channel());
    }
}
