package io.flyball.core.stage;

import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.Price;

/** Where the decisions of the first stage go. */
public interface PayerOutputs extends GovernorOutputs {
    /** The call was admitted at that price; {@code team} is the one charged. */
    void charge(UsageEvent call, Price price, String team, long admittedAtMs);
}
