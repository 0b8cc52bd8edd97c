package io.flyball.schemas;

import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.core.price.PriceRow;
import io.flyball.schemas.avro.AnswerRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a control record asks for. */
public sealed interface ControlChange {
    /** These rows take the place of all rows of that model name or glob; none removes it. */
    record Prices(String model, List<PriceRow> rows) implements ControlChange {}

    /** This policy is in force from here on. */
    record PolicyInForce(Policy policy) implements ControlChange {}

    /** What is known of a user; null removes it. */
    record DirectoryEntry(String user, @Nullable Person person) implements ControlChange {}

    /** Whether a source has stopped to report: what is said so is Flyball itself. */
    record SourceSilent(String source, boolean silent) implements ControlChange {}

    /** Whether all throttling is in shadow, whatever the policy says. */
    record AllInShadow(boolean shadow) implements ControlChange {}

    /** Somebody decided something for a scope; null takes back what was decided of that kind. */
    record Overridden(
            Scope scope, ScopeOverride.Kind kind, @Nullable ScopeOverride override) implements ControlChange {}

    /** Somebody answered to an alert: for alerting, and for whoever asks later who decided what; null says nothing. */
    record Answered(String id, @Nullable AnswerRecord answer) implements ControlChange {}

    /** Not to be understood: the last good one stays in force. */
    record Refused(String sentence) implements ControlChange {}
}
