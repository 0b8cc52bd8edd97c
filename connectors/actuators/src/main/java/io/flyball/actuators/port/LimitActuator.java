package io.flyball.actuators.port;

import java.util.List;
import java.util.Set;

/**
 * A system whose limits can be read and set. Each call is one attempt of one thread, bounded by a time-out; whatever
 * comes back is a value. An actuator decides nothing: it sets what it is told.
 */
public interface LimitActuator extends AutoCloseable {
    /** What records and settings call it. */
    String name();

    /** What a scope's signal can be put into force on; none where it does not serve that scope. */
    List<Target> targets(String scope);

    /** The kinds of limits it can set on a target and take back again. */
    Set<LimitKind> kinds(Target target);

    /** The limits now. */
    Reading read(Target target) throws InterruptedException;

    /**
     * Sets limits.
     *
     * @param current as just read
     * @param wanted what they are to be; only what differs is sent
     */
    Written set(Target target, Reading.Found current, Limits wanted) throws InterruptedException;

    /**
     * Gives limits back.
     *
     * @param wanted as they were; where they were inherited, what is set on the target is removed
     */
    default Written restore(Target target, Reading.Found current, Limits wanted) throws InterruptedException {
        return set(target, current, wanted);
    }

    /** Ends what is under way. */
    @Override
    void close();
}
