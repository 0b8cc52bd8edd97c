package io.flyball.core.stage;

import io.flyball.core.govern.GovernorOutputs;
import io.flyball.core.price.ChargedCall;

/** Where the decisions of the first stage go. */
public interface PayerOutputs extends GovernorOutputs {
    /** The call was admitted and charged. */
    void charge(ChargedCall charge);
}
