package io.flyball.alerting.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is remembered of a case. Immutable. */
public record AlertCase(CaseKey key, Course course, News news, Quiet quiet, List<Ask> asks, List<Told> told) {
    public AlertCase {
        asks = List.copyOf(asks);
        told = List.copyOf(told);
    }

    AlertCase with(Course other, News otherNews) {
        return new AlertCase(key, other, otherNews, quiet, asks, told);
    }

    AlertCase with(Quiet other, News otherNews) {
        return new AlertCase(key, course, otherNews, other, asks, told);
    }

    AlertCase withAsks(List<Ask> others) {
        return new AlertCase(key, course, news, quiet, others, told);
    }

    /** With a message in the place of the same one, or beside the others. */
    AlertCase with(Told message) {
        List<Told> others = new ArrayList<>(told);
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).sameAs(message)) {
                others.set(i, message);
                return new AlertCase(key, course, news, quiet, asks, others);
            }
        }
        others.add(message);
        return new AlertCase(key, course, news, quiet, asks, others);
    }

    /**
     * With another try of what was refused or given up: of messages that are there and would stay as they are, and of what
     * machines are told.
     */
    AlertCase hopingAgain() {
        List<Told> all = told.stream()
                .map(t -> !t.reaches() && (t.revision() > 0 || t.place().role() == Role.FEED) ? t.revived() : t)
                .toList();
        return new AlertCase(key, course, news, quiet, asks, all);
    }

    /** Where nobody could be reached: as if nobody had been tried. */
    AlertCase beginningAnew() {
        boolean unheard =
                course.open() && told.stream().noneMatch(t -> t.place().role() != Role.FEED && t.reaches());
        List<Told> feeds =
                told.stream().filter(t -> t.place().role() == Role.FEED).toList();
        return unheard ? new AlertCase(key, course, news, quiet, asks, feeds) : this;
    }

    /** The message of an ask, or of the case itself, in a place. */
    Optional<Told> told(Place place, String askId) {
        return told.stream()
                .filter(t -> t.askId().equals(askId) && t.place().sameAs(place))
                .findFirst();
    }

    /** The ask of that id. */
    public Optional<Ask> ask(String id) {
        return asks.stream().filter(ask -> ask.id().equals(id)).findFirst();
    }
}
