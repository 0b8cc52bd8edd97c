package io.flyball.schemas;

import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceRow;
import io.flyball.schemas.avro.ControlRecord;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Control records and the core's prices, policies and directory entries. The record's key is {@code kind/name}. */
public final class ControlMapping {
    public static final String PRICE = "price";
    public static final String POLICY = "policy";
    public static final String DIRECTORY = "directory";

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
                default ->
                    new ControlChange.Refused("Control record " + key(control) + " has an unknown kind: use " + PRICE
                            + ", " + POLICY + " or " + DIRECTORY + ".");
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return new ControlChange.Refused("Control record " + key(control) + " cannot be understood ("
                    + e.getMessage() + "): the last good one stays in force.");
        }
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
