package io.flyball.alerting.memory;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.Attempt;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.cases.Course;
import io.flyball.alerting.cases.News;
import io.flyball.alerting.cases.Place;
import io.flyball.alerting.cases.Quiet;
import io.flyball.alerting.cases.Role;
import io.flyball.alerting.cases.Told;
import io.flyball.core.detect.Severity;
import io.flyball.schemas.avro.AlertMemory;
import io.flyball.schemas.avro.AskMemory;
import io.flyball.schemas.avro.ToldMemory;
import java.util.List;
import java.util.Set;

/** Cases as records of the memory topic, and back. */
public final class MemoryMapping {
    private MemoryMapping() {}

    public static AlertMemory toAvro(AlertCase of) {
        Course course = of.course();
        return AlertMemory.newBuilder()
                .setScope(of.key().scope())
                .setKind(of.key().kind())
                .setWindow(of.key().window())
                .setAlert(course.latest())
                .setSignalled(course.signalled())
                .setSeverity(course.severity().wireName())
                .setOpenFindings(course.openFindings().stream().sorted().toList())
                .setFindings(course.findings())
                .setOpenedAtMs(course.openedAtMs())
                .setClosedAtMs(course.open() ? null : course.closedAtMs())
                .setSilentSinceMs(of.quiet().silentSinceMs())
                .setRevision(of.news().revision())
                .setNews(of.news().text())
                .setNewsRevision(of.news().textRevision())
                .setAnsweredBy(of.quiet().answeredBy())
                .setAnsweredAtMs(of.quiet().answeredAtMs())
                .setSnoozedUntilMs(of.quiet().snoozedUntilMs())
                .setAsks(of.asks().stream().map(MemoryMapping::toAvro).toList())
                .setTold(of.told().stream().map(MemoryMapping::toAvro).toList())
                .build();
    }

    private static AskMemory toAvro(Ask ask) {
        return new AskMemory(
                ask.id(),
                ask.by(),
                ask.amountNanoUsd(),
                ask.untilMs(),
                ask.reason(),
                ask.atMs(),
                ask.decision(),
                ask.decidedBy());
    }

    private static ToldMemory toAvro(Told told) {
        return new ToldMemory(
                told.place().role().wireName(),
                told.place().channel(),
                told.place().recipient(),
                told.askId(),
                told.state().wireName(),
                told.reference(),
                told.revision(),
                told.dueSinceMs(),
                told.attempt().id(),
                told.attempt().revision(),
                told.attempt().atMs(),
                told.restUntilMs());
    }

    /** @throws IllegalArgumentException where a word is of a later version than this one */
    public static AlertCase toCase(AlertMemory memory) {
        Long closedAtMs = memory.getClosedAtMs();
        Course course = new Course(
                memory.getAlert(),
                memory.getSignalled(),
                severity(memory.getSeverity()),
                Set.copyOf(memory.getOpenFindings()),
                memory.getFindings(),
                memory.getOpenedAtMs(),
                closedAtMs == null ? -1 : closedAtMs);
        List<Ask> asks = memory.getAsks().stream().map(MemoryMapping::toAsk).toList();
        List<Told> told = memory.getTold().stream().map(MemoryMapping::toTold).toList();
        return new AlertCase(
                new CaseKey(memory.getScope(), memory.getKind(), memory.getWindow()),
                course,
                new News(memory.getRevision(), memory.getNews(), memory.getNewsRevision()),
                new Quiet(
                        memory.getSilentSinceMs(),
                        memory.getAnsweredBy(),
                        memory.getAnsweredAtMs(),
                        memory.getSnoozedUntilMs()),
                asks,
                told);
    }

    private static Severity severity(String name) {
        for (Severity severity : Severity.values()) {
            if (severity.wireName().equals(name)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("Expected a severity such as high, but it is \"" + name + "\"");
    }

    private static Ask toAsk(AskMemory ask) {
        return new Ask(
                ask.getId(),
                ask.getBy(),
                ask.getAmountNanoUsd(),
                ask.getUntilMs(),
                ask.getReason(),
                ask.getAtMs(),
                ask.getDecision(),
                ask.getDecidedBy());
    }

    private static Told toTold(ToldMemory told) {
        return new Told(
                new Place(Role.ofWireName(told.getRole()), told.getChannel(), told.getRecipient()),
                told.getAskId(),
                Told.State.ofWireName(told.getState()),
                told.getReference(),
                told.getRevision(),
                told.getDueSinceMs(),
                new Attempt(told.getAttemptId(), told.getAttemptRevision(), told.getAttemptAtMs()),
                told.getRestUntilMs());
    }
}
