package io.flyball.app.report;

import io.flyball.core.govern.ScopeOverride;
import io.flyball.schemas.avro.AnswerRecord;
import java.util.List;

/**
 * What people decided, as the control topic has it.
 *
 * @param answers to alerts, of all scopes, oldest first
 * @param overrides the latest of each scope and kind that was not taken back, whether it holds now or not
 */
public record Decisions(List<AnswerRecord> answers, List<ScopeOverride> overrides) {
    public Decisions {
        answers = List.copyOf(answers);
        overrides = List.copyOf(overrides);
    }
}
