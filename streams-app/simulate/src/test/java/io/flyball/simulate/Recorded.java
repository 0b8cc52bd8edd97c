package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All calls of a company's days, kept; for plans that fit. */
record Recorded(Company company, List<UsageEvent> events, List<Truth> truths, List<LookAlike> lookAlikes) {
    static Recorded of(CompanyPlan plan, long seed) {
        Company company = Company.of(plan, seed);
        Traffic traffic = company.traffic();
        List<UsageEvent> events = new ArrayList<>();
        traffic.forEachRemaining(events::add);
        return new Recorded(company, events, traffic.truths(), traffic.lookAlikes());
    }

    Map<String, UsageEvent> byId() {
        return events.stream().collect(Collectors.toMap(UsageEvent::eventId, event -> event));
    }

    Map<String, List<UsageEvent>> bySession() {
        return events.stream()
                .collect(Collectors.groupingBy(UsageEvent::session, LinkedHashMap::new, Collectors.toList()));
    }

    List<Truth> truths(TruthKind kind) {
        return truths.stream().filter(truth -> truth.kind() == kind).toList();
    }
}
