package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Target;
import java.util.Map;

/**
 * What a signal asks of one target.
 *
 * @param sequence of the signal
 * @param asked by kind, each 1 or more; {@code SPEND_CENTS} counts from what is spent already
 */
public record Wish(Target target, long sequence, Map<LimitKind, Long> asked) {
    public Wish {
        asked = Map.copyOf(asked);
    }
}
