package io.flyball.core.stage;

import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceBook;
import io.flyball.core.spend.CalendarZone;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a partition decides by, as far as it has read the control topic: prices, policy, directory. Not thread-safe. */
public final class Controls {
    private final long horizonLimitMs;
    private final PriceBook prices = new PriceBook();
    private final Map<String, Person> directory = new HashMap<>();
    private Policy policy = Policy.standard();
    private CalendarZone zone = new CalendarZone(policy.zone());

    /** @param horizonLimitMs how far back admitted ids are kept; a policy may only ask for less */
    public Controls(long horizonLimitMs) {
        this.horizonLimitMs = horizonLimitMs;
    }

    public PriceBook prices() {
        return prices;
    }

    public Policy policy() {
        return policy;
    }

    public CalendarZone zone() {
        return zone;
    }

    /** The admission horizon in force, ms. */
    public long horizonMs() {
        return Math.min(horizonLimitMs, policy.admissionHorizonMs());
    }

    /** Puts a policy in force. */
    public void apply(Policy newPolicy) {
        policy = newPolicy;
        zone = new CalendarZone(newPolicy.zone());
    }

    /** Puts a directory entry in force. */
    public void apply(Person person) {
        directory.put(person.user(), person);
    }

    /** Removes a directory entry. */
    public void removePerson(String user) {
        directory.remove(user);
    }

    public @Nullable Person person(String user) {
        return directory.get(user);
    }
}
