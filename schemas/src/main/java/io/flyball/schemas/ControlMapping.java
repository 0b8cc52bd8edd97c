package io.flyball.schemas;

import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.core.price.PriceRow;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.OverrideRecord;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Control records and the core's prices, policies and directory entries. The record's key is {@code kind/name}. */
public final class ControlMapping {
    public static final String PRICE = "price";
    public static final String POLICY = "policy";
    public static final String DIRECTORY = "directory";
    public static final String SHADOW = "shadow";
    /** The kind of records that say whether a source is silent. */
    public static final String SILENCE = "silence";

    public static final String OVERRIDE = "override";
    /** The kind of records of what people answered to alerts. */
    public static final String ANSWER = "answer";

    private ControlMapping() {}

    /** The key of a control record. */
    public static String key(ControlRecord control) {
        return control.getKind() + "/" + control.getName();
    }

    public static ControlRecord ofPrices(String model, List<PriceRow> rows) {
        ControlRecord control = record(PRICE, model);
        control.setPrices(PriceMapping.toAvro(model, rows));
        return control;
    }

    public static ControlRecord ofPolicy(Policy policy) {
        ControlRecord control = record(POLICY, "default");
        control.setPolicy(PolicyMapping.toAvro(policy));
        return control;
    }

    /** The same change from a later instant of stream time on, epoch ms. */
    public static ControlRecord from(ControlRecord control, long effectiveFromMs) {
        return ControlRecord.newBuilder(control)
                .setEffectiveFromMs(effectiveFromMs)
                .build();
    }

    /** A source has stopped to report, or reports again. */
    public static ControlRecord ofSilence(String source, boolean silent) {
        ControlRecord control = record(SILENCE, source);
        control.setSilent(silent);
        return control;
    }

    /** Puts all throttling in shadow, or leaves that to the policy again. */
    public static ControlRecord ofShadow(boolean shadow) {
        ControlRecord control = record(SHADOW, "all");
        control.setShadow(shadow);
        return control;
    }

    public static ControlRecord ofOverride(ScopeOverride override) {
        ControlRecord control = withoutOverride(override.scope(), override.kind());
        control.setEffectiveFromMs(override.fromMs() == 0 ? null : override.fromMs());
        control.setOverride(new OverrideRecord(
                override.scope().toString(),
                override.kind().wireName(),
                override.raiseNanoUsd() == 0 ? "" : NanoUsd.toDecimalString(override.raiseNanoUsd()),
                override.by(),
                override.reason(),
                override.untilMs()));
        return control;
    }

    /** Takes back what was decided of that kind for a scope. */
    public static ControlRecord withoutOverride(Scope scope, ScopeOverride.Kind kind) {
        return record(OVERRIDE, kind.wireName() + "/" + scope);
    }

    /**
     * What somebody answered to an alert.
     *
     * @param id of the answer; the same answer sent again is the same record
     */
    public static ControlRecord ofAnswer(String id, AnswerRecord answer) {
        ControlRecord control = record(ANSWER, id);
        control.setAnswer(answer);
        return control;
    }

    public static ControlRecord ofPerson(Person person) {
        ControlRecord control = record(DIRECTORY, person.user());
        control.setDirectory(new io.flyball.schemas.avro.DirectoryEntry(
                person.user(),
                person.team(),
                person.manager(),
                person.slackId(),
                person.email(),
                person.costCenter(),
                person.payBand()));
        return control;
    }

    private static ControlRecord record(String kind, String name) {
        return ControlRecord.newBuilder().setKind(kind).setName(name).build();
    }

    /** What the record asks for; {@link ControlChange.Refused} where it cannot be understood. Never throws. */
    public static ControlChange read(ControlRecord control) {
        try {
            return switch (control.getKind()) {
                case PRICE -> new ControlChange.Prices(control.getName(), PriceMapping.toCore(control.getPrices()));
                case POLICY ->
                    control.getPolicy() == null
                            ? new ControlChange.PolicyInForce(Policy.standard())
                            : new ControlChange.PolicyInForce(PolicyMapping.toCore(control.getPolicy()));
                case DIRECTORY -> new ControlChange.DirectoryEntry(control.getName(), person(control.getDirectory()));
                case SILENCE ->
                    new ControlChange.SourceSilent(control.getName(), Boolean.TRUE.equals(control.getSilent()));
                case SHADOW -> new ControlChange.AllInShadow(Boolean.TRUE.equals(control.getShadow()));
                case OVERRIDE -> overridden(control);
                case ANSWER -> new ControlChange.Answered(control.getName(), control.getAnswer());
                default ->
                    new ControlChange.Refused("Control record " + key(control) + " has an unknown kind: use " + PRICE
                            + ", " + POLICY
                            + ", " + DIRECTORY + ", " + SHADOW + ", " + OVERRIDE + ", " + SILENCE + " or " + ANSWER
                            + ".");
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return new ControlChange.Refused("Control record " + key(control) + " cannot be understood ("
                    + e.getMessage() + "): the last good one stays in force.");
        }
    }

    private static ControlChange overridden(ControlRecord control) {
        int slash = control.getName().indexOf('/');
        ScopeOverride.Kind kind =
                ScopeOverride.Kind.ofWireName(control.getName().substring(0, Math.max(0, slash)));
        Scope scope = Scope.parse(control.getName().substring(slash + 1));
        OverrideRecord record = control.getOverride();
        if (scope.dimension() == Dimension.SOURCE) {
            throw new IllegalArgumentException(scope + " spends nothing that could be overridden");
        }
        if (record == null) {
            return new ControlChange.Overridden(scope, kind, null);
        }
        if (!record.getScope().equals(scope.toString()) || !record.getKind().equals(kind.wireName())) {
            throw new IllegalArgumentException(
                    "it is about " + record.getKind() + " of " + record.getScope() + " under another name");
        }
        Long fromMs = control.getEffectiveFromMs();
        return new ControlChange.Overridden(
                scope,
                kind,
                new ScopeOverride(
                        scope,
                        kind,
                        record.getRaiseUsd().isEmpty() ? 0 : PolicyMapping.amountNanoUsd(record.getRaiseUsd()),
                        record.getBy(),
                        record.getReason(),
                        fromMs == null ? 0 : fromMs,
                        record.getUntilMs()));
    }

    private static @Nullable Person person(io.flyball.schemas.avro.@Nullable DirectoryEntry entry) {
        return entry == null
                ? null
                : new Person(
                        entry.getUser(),
                        entry.getTeam(),
                        entry.getManager(),
                        entry.getSlackId(),
                        entry.getEmail(),
                        entry.getCostCenter(),
                        entry.getPayBand());
    }
}
