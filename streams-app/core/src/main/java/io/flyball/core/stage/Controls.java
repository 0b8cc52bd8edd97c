package io.flyball.core.stage;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.govern.Overrides;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceBook;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Window;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partition decides by, as far as it has read the control topic: prices, policy, directory, overrides, and
 * whether all throttling is in shadow. Not thread-safe.
 */
public final class Controls {
    private final long horizonLimitMs;
    private final PriceBook prices = new PriceBook();
    private final Map<String, Person> directory = new HashMap<>();
    private final Overrides overrides = new Overrides();
    private Policy written;
    private Policy policy;
    private boolean allInShadow;
    private CalendarZone zone;
    private CalendarZone nextZone;
    private long nextZoneFromMs = PartitionLedger.NEVER;

    /** Goes by the standard policy, in force, until told otherwise. */
    public Controls(long horizonLimitMs) {
        this(horizonLimitMs, Policy.standard());
    }

    /**
     * @param horizonLimitMs how far back admitted ids are kept; a policy may only ask for less
     * @param untilToldOtherwise the policy that holds before any is read
     */
    public Controls(long horizonLimitMs, Policy untilToldOtherwise) {
        this.horizonLimitMs = horizonLimitMs;
        this.written = untilToldOtherwise;
        this.policy = untilToldOtherwise;
        this.zone = new CalendarZone(untilToldOtherwise.zone());
        this.nextZone = zone;
    }

    public PriceBook prices() {
        return prices;
    }

    /** The policy to go by, in shadow where it says so or all throttling is. */
    public Policy policy() {
        return policy;
    }

    public Overrides overrides() {
        return overrides;
    }

    public CalendarZone zone() {
        return zone;
    }

    /** The admission horizon in force, ms. */
    public long horizonMs() {
        return Math.min(horizonLimitMs, policy.admissionHorizonMs());
    }

    /** Puts a policy in force, with its zone at once: for the beginning, when no calendar period has begun. */
    public void apply(Policy newPolicy) {
        apply(newPolicy, PartitionLedger.NEVER);
    }

    /**
     * Puts a policy in force. Another zone begins with its next month, so that no calendar period is counted by two.
     *
     * @param nowMs stream time, or {@link PartitionLedger#NEVER} where nothing was counted yet
     */
    public void apply(Policy newPolicy, long nowMs) {
        written = newPolicy;
        policy = allInShadow ? newPolicy.inShadow() : newPolicy;
        nextZone = new CalendarZone(newPolicy.zone());
        nextZoneFromMs = nowMs == PartitionLedger.NEVER || newPolicy.zone().equals(zone.zone())
                ? PartitionLedger.NEVER
                : nextZone.periodEndMs(Window.MONTH, nowMs);
        advanceTo(nowMs);
    }

    /** Stream time has come to an instant: answers whether another zone began. */
    public boolean advanceTo(long nowMs) {
        if (nowMs < nextZoneFromMs || zone == nextZone) {
            return false;
        }
        zone = nextZone;
        return true;
    }

    /** From when the policy's zone holds, epoch ms; {@link PartitionLedger#NEVER} where it holds already. */
    public long nextZoneFromMs() {
        return zone == nextZone ? PartitionLedger.NEVER : nextZoneFromMs;
    }

    /** After a restart: the zone that still holds, and from when the policy's does. */
    public void restoreZone(ZoneId held, long policyZoneFromMs) {
        zone = new CalendarZone(held);
        nextZoneFromMs = policyZoneFromMs;
    }

    /** Puts all throttling in shadow, or leaves it to the policy. */
    public void putAllInShadow(boolean shadow) {
        allInShadow = shadow;
        policy = shadow ? written.inShadow() : written;
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
