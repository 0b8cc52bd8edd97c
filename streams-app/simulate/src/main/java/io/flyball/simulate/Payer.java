package io.flyball.simulate;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;

/**
 * Who pays for calls, and who reports them.
 *
 * @param source the gateway that reports
 * @param bare whether that gateway reports neither fingerprints nor actions
 */
record Payer(String user, String team, String source, boolean bare) {
    Scope scope() {
        return new Scope(Dimension.USER, user);
    }
}
