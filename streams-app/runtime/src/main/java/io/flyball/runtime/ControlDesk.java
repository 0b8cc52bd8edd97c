package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import io.flyball.core.stage.Controls;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes control records into force: at the point where the partition reads them, or when stream time comes to the instant
 * they name. What is in force is kept in state with that point, and applied anew at start. A record that cannot be
 * understood, or contradicts itself, is told, and the last good one stays in force.
 */
final class ControlDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ControlDesk.class);

    private final Controls inForce;
    private final Books books;
    private final StageSerdes serdes;
    private final Predicate<Scope> owns;
    private final Refusals refusals;
    private final PendingControls pending;

    /** Told of records that cannot be put in force. */
    interface Refusals {
        void refused(String key, String sentence);
    }

    /**
     * What became of a record.
     *
     * @param governsAll whether it bears on every scope that is governed
     * @param overridden the one scope of ours it bears on, or null
     * @param handOn whether the roll-up is to have it too
     */
    record Taken(boolean governsAll, @Nullable Scope overridden, boolean handOn) {
        static final Taken NOTHING = new Taken(false, null, false);
    }

    /** @param owns whether this partition keeps a scope: directory entries and overrides of others are passed over */
    ControlDesk(Controls inForce, Books books, StageSerdes serdes, Predicate<Scope> owns, Refusals refusals) {
        this.inForce = inForce;
        this.books = books;
        this.serdes = serdes;
        this.owns = owns;
        this.refusals = refusals;
        this.pending = new PendingControls(books);
    }

    /** Puts in force what state holds. */
    void restore() {
        books.forEachControl((key, value) -> {
            ControlChange change = read(key, value);
            if (change != null) {
                apply(change, PartitionLedger.NEVER);
            }
        });
        Books.HeldZone held = books.zone();
        if (held != null) {
            inForce.restoreZone(held.zone(), held.policyZoneFromMs());
        }
        pending.restore();
    }

    /** Takes in a record of the control topic, as of a point of stream time. */
    Taken onRecord(byte @Nullable [] key, byte @Nullable [] value, long streamTimeMs) {
        if (key == null || value == null) {
            return Taken.NOTHING;
        }
        String name = new String(key, StandardCharsets.UTF_8);
        ControlRecord control = decode(name, value);
        return control == null ? Taken.NOTHING : take(name, control, value, streamTimeMs);
    }

    /** Takes in a record that the first stage understood and handed on. */
    Taken onHandedOn(byte[] value, long streamTimeMs) {
        ControlRecord control = decode("", value);
        return control == null ? Taken.NOTHING : take(ControlMapping.key(control), control, value, streamTimeMs);
    }

    private Taken take(String key, ControlRecord control, byte[] value, long streamTimeMs) {
        ControlChange change = understood(key, ControlMapping.read(control));
        if (change == null || change instanceof ControlChange.Answered) {
            return Taken.NOTHING; // An answer governs nothing: the override that follows from it does.
        }
        boolean handOn = change instanceof ControlChange.PolicyInForce
                || change instanceof ControlChange.AllInShadow
                || (change instanceof ControlChange.Overridden o && o.scope().dimension() != Dimension.USER);
        if (!concernsUs(change)) {
            return new Taken(false, null, handOn);
        }
        Long fromMs = control.getEffectiveFromMs();
        if (fromMs != null && fromMs > streamTimeMs && !(change instanceof ControlChange.Overridden)) {
            pending.put(fromMs, key, value);
            return new Taken(false, null, handOn);
        }
        return putInForce(key, value, change, streamTimeMs, handOn);
    }

    private Taken putInForce(String key, byte[] value, ControlChange change, long streamTimeMs, boolean handOn) {
        books.putControl(key, value, streamTimeMs);
        boolean governsAll = apply(change, streamTimeMs);
        if (governsAll) {
            books.putZone(inForce.zone().zone(), inForce.nextZoneFromMs());
            LOG.info("{} holds from stream time {} on", key, shown(streamTimeMs));
        }
        return new Taken(governsAll, change instanceof ControlChange.Overridden o ? o.scope() : null, handOn);
    }

    /** Stream time has come to an instant: answers whether something that governs all scopes holds from here on. */
    boolean advanceTo(long nowMs) {
        boolean governsAll = false;
        for (PendingControls.Due due = pending.takeDue(nowMs); due != null; due = pending.takeDue(nowMs)) {
            ControlChange change = read(due.key(), due.value());
            if (change != null) {
                governsAll |=
                        putInForce(due.key(), due.value(), change, nowMs, false).governsAll();
            }
        }
        if (inForce.advanceTo(nowMs)) {
            books.putZone(inForce.zone().zone(), inForce.nextZoneFromMs());
            governsAll = true;
        }
        return governsAll;
    }

    private boolean concernsUs(ControlChange change) {
        if (change instanceof ControlChange.DirectoryEntry entry) {
            return !entry.user().isEmpty() && owns.test(new Scope(Dimension.USER, entry.user()));
        }
        return !(change instanceof ControlChange.Overridden overridden) || owns.test(overridden.scope());
    }

    private @Nullable ControlChange read(String key, byte[] value) {
        ControlRecord control = decode(key, value);
        return control == null ? null : understood(key, ControlMapping.read(control));
    }

    private @Nullable ControlRecord decode(String key, byte[] value) {
        try {
            return serdes.controls().deserialize(value);
        } catch (SerializationException e) {
            refuse(
                    key,
                    "Control record " + key + " is not Avro of a known schema (" + e.getMessage()
                            + "): the last good one stays in force.");
            return null;
        }
    }

    private @Nullable ControlChange understood(String key, ControlChange change) {
        if (change instanceof ControlChange.Refused refused) {
            refuse(key, refused.sentence());
            return null;
        }
        return change;
    }

    private void refuse(String key, String sentence) {
        LOG.warn("{}", sentence);
        refusals.refused(key, sentence);
    }

    private static String shown(long timeMs) {
        return timeMs == PartitionLedger.NEVER
                ? "zero"
                : Instant.ofEpochMilli(timeMs).toString();
    }

    /** Answers whether it bears on every scope that is governed. */
    private boolean apply(ControlChange change, long nowMs) {
        if (change instanceof ControlChange.Prices prices) {
            inForce.prices().replace(prices.model(), prices.rows());
        } else if (change instanceof ControlChange.DirectoryEntry entry) {
            Person person = entry.person();
            if (person == null) {
                inForce.removePerson(entry.user());
            } else {
                inForce.apply(person);
            }
        } else if (change instanceof ControlChange.Overridden overridden) {
            ScopeOverride override = overridden.override();
            if (override == null) {
                inForce.overrides().remove(overridden.scope(), overridden.kind());
            } else {
                inForce.overrides().put(override);
            }
        } else if (change instanceof ControlChange.SourceSilent source) {
            inForce.overrides().putSilent(source.source(), source.silent());
            return true;
        } else if (change instanceof ControlChange.AllInShadow all) {
            inForce.putAllInShadow(all.shadow());
            return true;
        } else if (change instanceof ControlChange.PolicyInForce policy) {
            inForce.apply(policy.policy(), nowMs);
            return true;
        }
        return false;
    }
}
