package io.flyball.actuators.memory;

import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.port.Written;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A vendor in memory that has the faults it is told to have, and notes when it was changed to what. */
final class PaperVendor implements LimitActuator {
    static final String NAME = "paper";

    /** What happens to a call. */
    enum Fault {
        NONE,
        /** Nothing is done, and it says to come again. */
        LATER,
        /** It is done, and the answer is lost. */
        DONE_UNHEARD,
        /** Nothing is done, and it will never be. */
        REFUSED,
        /** It is done, and the process dies. */
        DONE_AND_DIES,
        /** Nothing is done, and the process dies. */
        DIES
    }

    /** The process ends here. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A change. */
    record Change(Target target, Limits limits, long atMs) {}

    final Map<String, Limits> limits = new HashMap<>();
    final List<Change> changes = new ArrayList<>();
    final Deque<Fault> readFaults = new ArrayDeque<>();
    final Deque<Fault> writeFaults = new ArrayDeque<>();
    private final LongSupplier clock;

    PaperVendor(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Target> targets(String scope) {
        return List.of(new Target(NAME, scope, scope));
    }

    @Override
    public Set<LimitKind> kinds(Target target) {
        return Set.of(LimitKind.REQUESTS_PER_MINUTE, LimitKind.TOKENS_PER_MINUTE);
    }

    @Override
    public Reading read(Target target) {
        Fault fault = next(readFaults);
        if (fault == Fault.DIES || fault == Fault.DONE_AND_DIES) {
            throw new Death();
        }
        Limits known = limits.get(target.id());
        if (known == null) {
            return new Reading.Refused("unknown");
        }
        return fault == Fault.NONE || fault == Fault.REFUSED
                ? new Reading.Found(known)
                : new Reading.Later("told to", 0);
    }

    @Override
    public Written set(Target target, Reading.Found current, Limits wanted) {
        Fault fault = next(writeFaults);
        if (fault == Fault.NONE || fault == Fault.DONE_UNHEARD || fault == Fault.DONE_AND_DIES) {
            limits.put(target.id(), wanted);
            changes.add(new Change(target, wanted, clock.getAsLong()));
        }
        return switch (fault) {
            case NONE -> new Written.Done();
            case LATER, DONE_UNHEARD -> new Written.Later("told to", 0);
            case REFUSED -> new Written.Refused("told to");
            case DIES, DONE_AND_DIES -> throw new Death();
        };
    }

    private static Fault next(Deque<Fault> faults) {
        @Nullable Fault fault = faults.poll();
        return fault == null ? Fault.NONE : fault;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
