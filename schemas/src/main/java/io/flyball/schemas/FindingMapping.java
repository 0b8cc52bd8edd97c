package io.flyball.schemas;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Scope;
import io.flyball.schemas.avro.FindingEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.Function;

/** Findings of the core as records of the findings topic, and back. */
public final class FindingMapping {
    private FindingMapping() {}

    public static FindingEvent toAvro(Finding finding) {
        return FindingEvent.newBuilder()
                .setId(finding.id())
                .setKind(finding.kind().wireName())
                .setScope(finding.scope().toString())
                .setSeverity(finding.severity().wireName())
                .setWindow(finding.window())
                .setOpenedAtMs(finding.openedAtMs())
                .setClosedAtMs(finding.open() ? null : finding.closedAtMs())
                .setUpdatedAtMs(finding.updatedAtMs())
                .setCostNanoUsd(finding.costNanoUsd())
                .setText(finding.text())
                .setEvidence(new TreeMap<>(finding.evidence()))
                .build();
    }

    /** @throws IllegalArgumentException where kind, severity or scope are of a later version than this one */
    public static Finding toCore(FindingEvent event) {
        Long closedAtMs = event.getClosedAtMs();
        return new Finding(
                event.getId(),
                named("kind", event.getKind(), FindingKind.values(), FindingKind::wireName),
                Scope.parse(event.getScope()),
                named("severity", event.getSeverity(), Severity.values(), Severity::wireName),
                event.getWindow(),
                event.getOpenedAtMs(),
                closedAtMs == null ? -1 : closedAtMs,
                event.getUpdatedAtMs(),
                event.getCostNanoUsd(),
                event.getText(),
                Collections.unmodifiableSortedMap(new TreeMap<>(event.getEvidence())));
    }

    private static <E> E named(String what, String name, E[] all, Function<E, String> nameOf) {
        return Arrays.stream(all)
                .filter(e -> nameOf.apply(e).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a finding's " + what + " to be one of "
                        + Arrays.stream(all).map(nameOf).toList() + ", but it is \"" + name
                        + "\": upgrade this reader."));
    }
}
